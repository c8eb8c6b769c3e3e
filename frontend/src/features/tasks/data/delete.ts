// Deleting with undo: tasks disappear at once, but are deleted only when the message with the undo
// button is gone or the page is left. Until then they can be restored as they were.

import { useEffect } from 'react';
import { useQueryClient, type QueryClient } from '@tanstack/react-query';
import { answer, api } from '@/lib/api/client';
import { beforeSignOut } from '@/lib/api/session';
import { isCode, isPassing, messageOf } from '@/lib/errors';
import { translation } from '@/lib/i18n';
import { readStored, writeStored } from '@/lib/storage';
import { createStore } from '@/lib/store';
import { showToast } from '@/lib/toasts';
import { removeTasks } from './cache';
import { inTurns } from './in-turns';
import type { Task } from './list';
import { whileChanging } from './refresh';
import { refreshTags } from './tags';

// The deletions pending when the page was left. Some requests may not get out then, so the next
// page sends them again.
const LEFT = 'errand-deleting';
let left = readStored('localStorage', LEFT)?.split(' ') ?? [];

// Tasks hidden from every list because they are about to be deleted.
export const vanished = createStore<ReadonlySet<string>>(new Set(left));

const waiting = new Map<() => Promise<void>, string[]>();
const deleteAllNow = () => Promise.all([...waiting.keys()].map((deleteNow) => deleteNow()));
addEventListener('pagehide', () => {
  if (waiting.size > 0) writeStored('localStorage', LEFT, [...waiting.values()].flat().join(' '));
  void deleteAllNow();
});
beforeSignOut(deleteAllNow);

export function useDeleteTasks(): (tasks: Task[]) => void {
  const queries = useQueryClient();
  useEffect(() => {
    if (left.length === 0) return;
    void deleteTasks(queries, left).then(() => writeStored('localStorage', LEFT, null));
    left = [];
  }, [queries]);
  return (tasks) => {
    const { t } = translation();
    const ids = tasks.map((task) => task.id);
    vanish(ids);
    const deleteNow = async () => {
      if (waiting.delete(deleteNow)) await deleteTasks(queries, ids);
    };
    waiting.set(deleteNow, ids);
    showToast({
      text: t('task.deleted', { count: tasks.length, title: tasks[0]?.title ?? '' }),
      action: {
        label: t('undo'),
        run() {
          if (waiting.delete(deleteNow)) reappear(ids);
        },
      },
      onGone: () => void deleteNow(),
    });
  };
}

async function deleteTasks(queries: QueryClient, ids: string[]): Promise<void> {
  const results = await whileChanging(queries, () => inTurns(ids, deleteTask));
  const refused = results.find((result) => result.status === 'rejected');
  const kept = ids.filter((_, i) => results[i]?.status === 'rejected');
  removeTasks(queries, new Set(ids.filter((id) => !kept.includes(id))));
  reappear(ids);
  refreshTags(queries);
  if (refused === undefined) return;
  const { t } = translation();
  const again = () => {
    vanish(kept);
    void deleteTasks(queries, kept);
  };
  const action = isPassing(refused.reason) && {
    action: { label: t('failure.retry'), run: again },
  };
  const values = { count: kept.length, reason: messageOf(refused.reason) };
  showToast({ tone: 'error', text: t('task.not_deleted', values), ...action });
}

async function deleteTask(id: string): Promise<void> {
  const call = api.DELETE('/api/v1/tasks/{id}', { params: { path: { id } }, keepalive: true });
  await answer(call).catch((error: unknown) => {
    // Already deleted elsewhere, which is the outcome we want.
    if (!isCode(error, 'task_not_found')) throw error;
  });
}

function vanish(ids: string[]): void {
  vanished.set(new Set([...vanished.get(), ...ids]));
}

function reappear(ids: string[]): void {
  vanished.set(new Set([...vanished.get()].filter((id) => !ids.includes(id))));
}
