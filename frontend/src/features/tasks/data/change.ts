// Changes a task optimistically. A rejected change is rolled back and reported, with a retry where
// that may help; a saved one can be undone.

import { useQueryClient, type QueryClient } from '@tanstack/react-query';
import { api, written, type Schemas, type Written } from '@/lib/api/client';
import { ApiError, isPassing, messageOf } from '@/lib/errors';
import { translation } from '@/lib/i18n';
import { showToast } from '@/lib/toasts';
import { newId } from '@/lib/uuid';
import { findTask, replaceTask } from './cache';
import type { Task } from './list';
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
export function usePatchTask(): (change: TaskChange, done?: Done) => Promise<void> {
  const queries = useQueryClient();
  const offerUndo = useOfferUndo();
  return async function patch(change, done = 'task.changed') {
    const { data, commit } = await patchTask(queries, change);
    if (change.patch.tags !== undefined) refreshTags(queries);
    const text = translation().t(done, { title: data.title });
    offerUndo(text, commit === null ? [] : [commit]);
  };
}

// Completes an open task, and reopens a completed one. Errors appear in a toast.
export function useToggleTask(): (task: Task) => void {
  const patch = usePatchTask();
  return ({ id, completed }) => {
    const change = { id, patch: { completed: !completed }, key: newId() };
    const done = completed ? 'task.reopened' : 'task.completed';
    const send = () =>
      void patch(change, done).catch((reason: unknown) => reportUnsaved(1, reason, send));
    send();
  };
}

export function reportUnsaved(count: number, reason: unknown, retry: () => void): void {
  const { t } = translation();
  const action = isPassing(reason) && { action: { label: t('failure.retry'), run: retry } };
  const text = t('task.not_saved', { count, reason: messageOf(reason) });
  showToast({ tone: 'error', text, ...action });
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
