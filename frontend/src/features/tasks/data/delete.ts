// Deletes a task: it is moved to the trash at once, which can be undone. If it could not be deleted, it
// comes back.

import { useQueryClient, type QueryClient } from '@tanstack/react-query';
import { api, written } from '@/lib/api/client';
import { isCode, isPassing, messageOf } from '@/lib/errors';
import { translation } from '@/lib/i18n';
import { showToast } from '@/lib/toasts';
import { newId } from '@/lib/uuid';
import { takeTasks } from './cache';
import type { Task } from './list';
import { whileChanging } from './refresh';
import { refreshTags } from './tags';
import { useOfferUndo } from './undo';

export function useDeleteTask(): (task: Task) => void {
  const queries = useQueryClient();
  const offerUndo = useOfferUndo();
  return (task) => void send(task, newId());

  // The key is the same when the request is repeated, so it is carried out once.
  async function send(task: Task, key: string): Promise<void> {
    const { t } = translation();
    try {
      const commit = await whileChanging(queries, () => deleteTask(queries, task, key));
      offerUndo(t('task.deleted', { title: task.title }), commit === null ? [] : [commit]);
    } catch (error) {
      reportUndeleted(1, error, () => void send(task, key));
    }
    refreshTags(queries);
  }
}

export function reportUndeleted(count: number, reason: unknown, retry: () => void): void {
  const { t } = translation();
  const action = isPassing(reason) && { action: { label: t('failure.retry'), run: retry } };
  const text = t('task.not_deleted', { count, reason: messageOf(reason) });
  showToast({ tone: 'error', text, ...action });
}

// The commit, or `null` if the task was deleted elsewhere, which is the outcome we want.
async function deleteTask(queries: QueryClient, { id }: Task, key: string): Promise<string | null> {
  const ids = new Set([id]);
  const putBack = takeTasks(queries, ids);
  const params = { path: { id }, header: { 'Idempotency-Key': key } };
  try {
    return (await written(api.DELETE('/api/v1/tasks/{id}', { params, keepalive: true }))).commit;
  } catch (error) {
    if (isCode(error, 'task_not_found')) return null;
    putBack(ids);
    throw error;
  }
}
