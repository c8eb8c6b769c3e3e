// Changes tasks optimistically. A rejected change is rolled back and reported, with a retry where
// that may help.

import { useMutation, useQueryClient, type QueryClient } from '@tanstack/react-query';
import { answer, api, type Schemas } from '@/lib/api/client';
import { isPassing, messageOf } from '@/lib/errors';
import { useTranslation } from '@/lib/i18n';
import { showToast } from '@/lib/toasts';
import { findTask, replaceTask } from './cache';
import type { Task } from './list';
import { inTurns } from './in-turns';
import { whileChanging } from './refresh';
import { refreshTags } from './tags';

export type TaskPatch = Schemas['PatchTaskRequest'];

export interface TaskChange {
  id: string;
  patch: TaskPatch;
}

// `onSaved` is called even if the form is gone by then.
export function usePatchTask(onSaved: (change: TaskChange) => void) {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: (change: TaskChange) => patchTask(queries, change),
    onSuccess(_, change) {
      onSaved(change);
      refreshTagsAfter(queries, [change]);
    },
  });
}

// The same for changes made outside a form: errors appear in a toast.
export function useChangeTasks(): (changes: TaskChange[]) => Promise<boolean> {
  const queries = useQueryClient();
  const { t } = useTranslation();
  return async function change(changes) {
    const results = await inTurns(changes, (one) => patchTask(queries, one));
    refreshTagsAfter(queries, changes);
    const refused = changes.filter((_, i) => results[i]?.status === 'rejected');
    const first = results.find((result) => result.status === 'rejected');
    if (first === undefined) return true;
    const action = isPassing(first.reason) && {
      action: { label: t('failure.retry'), run: () => void change(refused) },
    };
    const text = t('task.not_saved', { count: refused.length, reason: messageOf(first.reason) });
    showToast({ tone: 'error', text, ...action });
    return false;
  };
}

export function useCompleteTasks(): (tasks: Task[], completed: boolean) => Promise<void> {
  const change = useChangeTasks();
  const { t } = useTranslation();
  return async function complete(tasks, completed) {
    const changing = tasks.filter((task) => task.completed !== completed);
    if (changing.length === 0) return;
    const saved = await change(changing.map(({ id }) => ({ id, patch: { completed } })));
    if (!saved) return;
    const values = { count: changing.length, title: changing[0]?.title ?? '' };
    showToast({
      text: t(completed ? 'task.completed' : 'task.reopened', values),
      action: { label: t('undo'), run: () => void complete(changing.map(flipped), !completed) },
    });
  };
}

function flipped(task: Task): Task {
  return { ...task, completed: !task.completed };
}

function patchTask(queries: QueryClient, { id, patch }: TaskChange): Promise<Task> {
  return whileChanging(queries, async () => {
    const before = findTask(queries, id);
    if (before !== undefined) replaceTask(queries, { ...before, ...patch });
    try {
      const task = await answer(
        api.PATCH('/api/v1/tasks/{id}', {
          params: { path: { id } },
          body: patch,
          headers: { 'content-type': 'application/merge-patch+json' },
        }),
      );
      replaceTask(queries, task);
      return task;
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
