// Changes tasks optimistically. A rejected change is rolled back and reported, with a retry where
// that may help.

import { useMutation, useQueryClient, type QueryClient } from '@tanstack/react-query';
import { answer, api, type Schemas } from '@/lib/api/client';
import { isPassing, messageOf } from '@/lib/errors';
import { useTranslation } from '@/lib/i18n';
import { showToast } from '@/lib/toasts';
import { findTask, replaceTask, settleTask } from './cache';
import type { Task } from './list';
import { inTurns } from './in-turns';
import { refreshTags } from './tags';

export type TaskPatch = Schemas['PatchTaskRequest'];

export interface TaskChange {
  id: string;
  patch: TaskPatch;
}

// How long a task that leaves the list is shown in its new state first.
const FAREWELL = 700;

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

async function patchTask(queries: QueryClient, { id, patch }: TaskChange): Promise<Task> {
  await queries.cancelQueries({ queryKey: ['tasks'] });
  const before = findTask(queries, id);
  if (before !== undefined) replaceTask(queries, expected(before, patch));
  try {
    const task = await answer(
      api.PATCH('/api/v1/tasks/{id}', {
        params: { path: { id } },
        body: patch,
        headers: { 'content-type': 'application/merge-patch+json' },
      }),
    );
    if (before?.completed === task.completed) settleTask(queries, task);
    else {
      replaceTask(queries, task);
      setTimeout(() => settleTask(queries, findTask(queries, id) ?? task), FAREWELL);
    }
    return task;
  } catch (error) {
    if (before !== undefined) replaceTask(queries, before);
    throw error;
  }
}

// Once, no matter how many tasks were changed.
function refreshTagsAfter(queries: QueryClient, changes: TaskChange[]): void {
  if (changes.some(({ patch }) => patch.tags !== undefined)) refreshTags(queries);
}

function expected(task: Task, patch: TaskPatch): Task {
  const { completed = task.completed } = patch;
  const completedAt = completed ? (task.completed_at ?? new Date().toISOString()) : null;
  const dueTime = patch.due_date === null ? { due_time: null } : {};
  return { ...task, ...patch, ...dueTime, completed, completed_at: completedAt };
}
