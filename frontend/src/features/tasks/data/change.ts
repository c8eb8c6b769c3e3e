// Changes tasks optimistically. A rejected change is rolled back and reported, with a retry where
// that may help; a saved one can be undone.

import { useQueryClient, type QueryClient } from '@tanstack/react-query';
import { api, written, type Schemas, type Written } from '@/lib/api/client';
import { ApiError, isPassing, messageOf } from '@/lib/errors';
import { translation } from '@/lib/i18n';
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
  // The change is made to this version only.
  version?: number;
}

type Done = 'task.changed' | 'task.completed' | 'task.reopened';

// Errors are the caller's to show.
export function usePatchTask(): (change: TaskChange) => Promise<void> {
  const queries = useQueryClient();
  const offerUndo = useOfferUndo();
  return async function patch(change) {
    const { data, commit } = await patchTask(queries, change);
    refreshTagsAfter(queries, [change]);
    offerUndo(textOf('task.changed', [data]), commit === null ? [] : [commit]);
  };
}

// Errors appear in a toast.
function useChangeTasks(): (changes: TaskChange[], done?: Done) => Promise<void> {
  const queries = useQueryClient();
  const offerUndo = useOfferUndo();
  return async function change(changes, done = 'task.changed') {
    const keyed = changes.map((one) => ({ key: newId(), ...one }));
    const results = await inTurns(keyed, (one) => patchTask(queries, one));
    refreshTagsAfter(queries, changes);
    const saved = results.flatMap((result) => (result.status === 'fulfilled' ? result.value : []));
    const tasks = saved.map(({ data }) => data);
    offerUndo(
      textOf(done, tasks),
      saved.flatMap(({ commit }) => commit ?? []),
    );
    const refused = keyed.filter((_, i) => results[i]?.status === 'rejected');
    const first = results.find((result) => result.status === 'rejected');
    if (first !== undefined) {
      reportUnsaved(refused.length, first.reason, () => void change(refused, done));
    }
  };
}

export function reportUnsaved(count: number, reason: unknown, retry: () => void): void {
  const { t } = translation();
  const action = isPassing(reason) && { action: { label: t('failure.retry'), run: retry } };
  const text = t('task.not_saved', { count, reason: messageOf(reason) });
  showToast({ tone: 'error', text, ...action });
}

export function useCompleteTasks(): (tasks: Task[], completed: boolean) => void {
  const change = useChangeTasks();
  return (tasks, completed) => {
    const changing = tasks.filter((task) => task.completed !== completed);
    const changes = changing.map(({ id }) => ({ id, patch: { completed } }));
    void change(changes, completed ? 'task.completed' : 'task.reopened');
  };
}

function textOf(done: Done, tasks: Task[]): string {
  return translation().t(done, { count: tasks.length, title: tasks[0]?.title ?? '' });
}

function patchTask(
  queries: QueryClient,
  { id, patch, key, version }: TaskChange,
): Promise<Written<Task>> {
  return whileChanging(queries, async () => {
    const before = findTask(queries, id);
    if (before !== undefined) replaceTask(queries, changed(before, patch));
    const header = {
      ...(key !== undefined && { 'Idempotency-Key': key }),
      ...(version !== undefined && { 'If-Match': `"${version}"` }),
    };
    try {
      const saved = await written(
        api.PATCH('/api/v1/tasks/{id}', {
          params: { path: { id }, header },
          body: patch,
          headers: { 'content-type': 'application/merge-patch+json' },
          // The browser finishes it even if the page is closed.
          keepalive: true,
        }),
      );
      replaceTask(queries, saved.data);
      return saved;
    } catch (error) {
      const now = error instanceof ApiError ? (error.problem.current ?? before) : before;
      if (now !== undefined) replaceTask(queries, now);
      throw error;
    }
  });
}

// When it is due is for the server to say.
function changed(task: Task, patch: TaskPatch): Task {
  const isMoved = patch.due_date !== undefined || patch.due_time !== undefined;
  return { ...task, ...patch, ...(isMoved && { due_at: null }) };
}

// Once, no matter how many tasks were changed.
function refreshTagsAfter(queries: QueryClient, changes: TaskChange[]): void {
  if (changes.some(({ patch }) => patch.tags !== undefined)) refreshTags(queries);
}
