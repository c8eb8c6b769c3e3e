// Deletes tasks: they are moved to the trash at once, which can be undone. What could not be deleted
// comes back.

import { useQueryClient, type QueryClient } from '@tanstack/react-query';
import { api, written } from '@/lib/api/client';
import { isCode, isPassing, messageOf } from '@/lib/errors';
import { translation } from '@/lib/i18n';
import { showToast } from '@/lib/toasts';
import { newId } from '@/lib/uuid';
import { takeTasks } from './cache';
import { inTurns } from './in-turns';
import type { Task } from './list';
import { whileChanging } from './refresh';
import { refreshTags } from './tags';
import { useOfferUndo } from './undo';

interface Deletion {
  task: Task;
  // The same when the request is repeated, so it is carried out once.
  key: string;
}

export function useDeleteTasks(): (tasks: Task[]) => void {
  const queries = useQueryClient();
  const offerUndo = useOfferUndo();
  async function send(deletions: Deletion[]): Promise<void> {
    const results = await deleteAll(queries, deletions);
    refreshTags(queries);
    const { t } = translation();
    const deleted = deletions.filter((_, i) => results[i]?.status === 'fulfilled');
    offerUndo(
      t('task.deleted', { count: deleted.length, title: deleted[0]?.task.title ?? '' }),
      results.flatMap((result) => (result.status === 'fulfilled' ? (result.value ?? []) : [])),
    );
    const refused = deletions.filter((one) => !deleted.includes(one));
    const first = results.find((result) => result.status === 'rejected');
    if (first === undefined) return;
    const action = isPassing(first.reason) && {
      action: { label: t('failure.retry'), run: () => void send(refused) },
    };
    const values = { count: refused.length, reason: messageOf(first.reason) };
    showToast({ tone: 'error', text: t('task.not_deleted', values), ...action });
  }
  return (tasks) => void send(tasks.map((task) => ({ task, key: newId() })));
}

function deleteAll(queries: QueryClient, deletions: Deletion[]) {
  return whileChanging(queries, async () => {
    const putBack = takeTasks(queries, new Set(deletions.map(({ task }) => task.id)));
    const results = await inTurns(deletions, deleteTask);
    const kept = deletions.filter((_, i) => results[i]?.status === 'rejected');
    putBack(new Set(kept.map(({ task }) => task.id)));
    return results;
  });
}

// The commit, or `null` if the task was deleted elsewhere, which is the outcome we want.
async function deleteTask({ task, key }: Deletion): Promise<string | null> {
  const params = { path: { id: task.id }, header: { 'Idempotency-Key': key } };
  try {
    return (await written(api.DELETE('/api/v1/tasks/{id}', { params, keepalive: true }))).commit;
  } catch (error) {
    if (isCode(error, 'task_not_found')) return null;
    throw error;
  }
}
