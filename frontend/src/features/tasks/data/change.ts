// Changes tasks optimistically. A rejected change is rolled back and reported, with a retry where
// that may help; a saved one can be undone.

import { useMutation, useQueryClient, type QueryClient } from '@tanstack/react-query';
import { api, written, type Schemas, type Written } from '@/lib/api/client';
import { isPassing, messageOf } from '@/lib/errors';
import { translation, type Translate } from '@/lib/i18n';
import { showToast } from '@/lib/toasts';
import { newId } from '@/lib/uuid';
import { findTask, replaceTask } from './cache';
import type { Task } from './list';
import { inTurns } from './in-turns';
import { whileChanging } from './refresh';
import { refreshTags } from './tags';
import { useOfferUndo } from './undo';

export type TaskPatch = Schemas['PatchTaskRequest'];

export interface TaskChange {
  id: string;
  patch: TaskPatch;
  // The same when the request is repeated, so it is carried out once.
  key?: string;
}

type Done = 'task.changed' | 'task.completed' | 'task.reopened';

// `onSaved` is called even if the form is gone by then.
export function usePatchTask(onSaved: (change: TaskChange) => void) {
  const queries = useQueryClient();
  const offerUndo = useOfferUndo();
  return useMutation({
    mutationFn: (change: TaskChange) => patchTask(queries, change),
    onSuccess({ data, commit }, change) {
      onSaved(change);
      refreshTagsAfter(queries, [change]);
      offerUndo(textOf(translation().t, 'task.changed', [data]), commit === null ? [] : [commit]);
    },
  });
}

// The same for changes made outside a form: errors appear in a toast.
export function useChangeTasks(): (changes: TaskChange[], done?: Done) => Promise<boolean> {
  const queries = useQueryClient();
  const offerUndo = useOfferUndo();
  return async function change(changes, done = 'task.changed') {
    const { t } = translation();
    const keyed = changes.map((one) => ({ key: newId(), ...one }));
    // The browser finishes these even if the page is closed.
    const results = await inTurns(keyed, (one) => patchTask(queries, one, { keepalive: true }));
    refreshTagsAfter(queries, changes);
    const saved = results.flatMap((result) => (result.status === 'fulfilled' ? result.value : []));
    offerUndo(
      textOf(
        t,
        done,
        saved.map(({ data }) => data),
      ),
      saved.flatMap(({ commit }) => commit ?? []),
    );
    const refused = keyed.filter((_, i) => results[i]?.status === 'rejected');
    const first = results.find((result) => result.status === 'rejected');
    if (first === undefined) return true;
    const action = isPassing(first.reason) && {
      action: { label: t('failure.retry'), run: () => void change(refused, done) },
    };
    const text = t('task.not_saved', { count: refused.length, reason: messageOf(first.reason) });
    showToast({ tone: 'error', text, ...action });
    return false;
  };
}

export function useCompleteTasks(): (tasks: Task[], completed: boolean) => void {
  const change = useChangeTasks();
  return (tasks, completed) => {
    const changing = tasks.filter((task) => task.completed !== completed);
    const changes = changing.map(({ id }) => ({ id, patch: { completed } }));
    void change(changes, completed ? 'task.completed' : 'task.reopened');
  };
}

function textOf(t: Translate, done: Done, tasks: Task[]): string {
  return t(done, { count: tasks.length, title: tasks[0]?.title ?? '' });
}

function patchTask(
  queries: QueryClient,
  { id, patch, key }: TaskChange,
  options: { keepalive?: true } = {},
): Promise<Written<Task>> {
  return whileChanging(queries, async () => {
    const before = findTask(queries, id);
    if (before !== undefined) replaceTask(queries, { ...before, ...patch });
    try {
      const saved = await written(
        api.PATCH('/api/v1/tasks/{id}', {
          params: { path: { id }, header: key === undefined ? {} : { 'Idempotency-Key': key } },
          body: patch,
          headers: { 'content-type': 'application/merge-patch+json' },
          ...options,
        }),
      );
      replaceTask(queries, saved.data);
      return saved;
    } catch (error) {
      if (before !== undefined) replaceTask(queries, before);
      throw error;
    }
  });
}

// Once, no matter how many tasks were changed.
function refreshTagsAfter(queries: QueryClient, changes: TaskChange[]): void {
  if (changes.some(({ patch }) => patch.tags !== undefined)) refreshTags(queries);
}
