// Changes many tasks with one request: those that are selected, or all that match the list's filter.

import { useQueryClient, type QueryClient } from '@tanstack/react-query';
import { answer, api, type Schemas } from '@/lib/api/client';
import { useTranslation, type Translate } from '@/lib/i18n';
import { showToast } from '@/lib/toasts';
import { newId } from '@/lib/uuid';
import { replaceTasks, takeTasks } from './cache';
import { reportUnsaved } from './change';
import { reportUndeleted } from './delete';
import type { ListQuery, Task } from './list';
import { whileChanging } from './refresh';
import { refreshTags } from './tags';
import { useOfferUndo } from './undo';

export type BulkChange = Omit<Schemas['BulkRequest'], 'ids'>;
type Outcome = Schemas['BulkResponse'];

export interface BulkTarget {
  // The selected tasks as far as they are loaded.
  tasks: Task[];
  count: number;
  // Set if all tasks that match it are selected, loaded or not.
  query: ListQuery | null;
}

// The most ids in one request.
const MOST = 500;

const skipReasons = ['unchanged', 'not_found', 'too_many_tags'] as const;
type SkipReason = (typeof skipReasons)[number] | 'other';

export function useBulkChange(): (target: BulkTarget, change: BulkChange) => Promise<void> {
  const queries = useQueryClient();
  const offerUndo = useOfferUndo();
  const { t } = useTranslation();
  return (target, change) => changeAll(target, change, newId());

  // The key is the same when the request is repeated, so nothing is changed twice.
  async function changeAll(target: BulkTarget, change: BulkChange, key: string): Promise<void> {
    try {
      const outcome = await whileChanging(queries, () => attempt(target, change, key));
      const text = outcomeText(change, outcome, t);
      if (outcome.commits.length > 0) offerUndo(text, outcome.commits);
      else showToast({ text });
    } catch (error) {
      const report = change.delete ? reportUndeleted : reportUnsaved;
      report(target.count, error, () => void changeAll(target, change, key));
    }
    refreshTags(queries);
  }

  async function attempt(target: BulkTarget, change: BulkChange, key: string): Promise<Outcome> {
    const takeBack = show(queries, target, change);
    try {
      return await send(target, change, key);
    } catch (error) {
      takeBack();
      throw error;
    }
  }
}

function outcomeText(change: BulkChange, { changed, skipped }: Outcome, t: Translate): string {
  const reasons = new Map<SkipReason, number>();
  for (const { reason } of skipped) {
    const known = skipReasons.find((one) => one === reason) ?? 'other';
    reasons.set(known, (reasons.get(known) ?? 0) + 1);
  }
  const done = changed === 0 ? 'bulk.none' : doneKey(change);
  return [
    t(done, { count: changed }),
    ...[...reasons].map(([reason, count]) => t(`bulk.skipped.${reason}`, { count })),
  ].join(' · ');
}

function doneKey({ patch, delete: deletes }: BulkChange) {
  if (deletes) return 'bulk.deleted';
  if (patch?.completed === undefined) return 'bulk.changed';
  return patch.completed ? 'bulk.completed' : 'bulk.reopened';
}

// Shows the change before the server answers. The function it returns takes that back.
function show(queries: QueryClient, { tasks }: BulkTarget, change: BulkChange): () => void {
  if (change.delete) {
    const ids = new Set(tasks.map((task) => task.id));
    const putBack = takeTasks(queries, ids);
    return () => putBack(ids);
  }
  replaceTasks(
    queries,
    tasks.map((task) => changed(task, change)),
  );
  return () => replaceTasks(queries, tasks);
}

function changed(task: Task, change: BulkChange): Task {
  const { patch, add_tags: added = [], remove_tags: removed = [] } = change;
  const kept = task.tags.filter((tag) => !removed.includes(tag));
  return { ...task, ...patch, tags: [...new Set([...kept, ...added])] };
}

async function send({ tasks, query }: BulkTarget, change: BulkChange, key: string) {
  if (query !== null) return post(change, key, query);
  const ids = tasks.map((task) => task.id);
  const all: Outcome = { changed: 0, skipped: [], commits: [] };
  for (let start = 0; start < ids.length; start += MOST) {
    const some = { ...change, ids: ids.slice(start, start + MOST) };
    const outcome = await post(some, `${key}-${start}`);
    all.changed += outcome.changed;
    all.skipped.push(...outcome.skipped);
    all.commits.push(...outcome.commits);
  }
  return all;
}

// The browser finishes these even if the page is closed.
function post(body: Schemas['BulkRequest'], key: string, query: Partial<ListQuery> = {}) {
  const header = { 'Idempotency-Key': key };
  return answer(
    api.POST('/api/v1/tasks/bulk', { params: { query, header }, body, keepalive: true }),
  );
}
