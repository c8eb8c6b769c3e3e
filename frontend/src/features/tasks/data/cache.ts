// Updates cached lists before and after the server answers.

import type { QueryClient } from '@tanstack/react-query';
import { dayIn } from '@/lib/calendar';
import { meQuery } from '@/lib/me';
import { LISTS, type ListQuery, type Task, type TaskPage, type TaskPages } from './list';
import { belongs, compare } from './membership';

export function findTask(queries: QueryClient, id: string): Task | undefined {
  for (const [, data] of queries.getQueriesData<TaskPages>({ queryKey: LISTS })) {
    const task = data?.pages.flatMap((page) => page.items).find((one) => one.id === id);
    if (task !== undefined) return task;
  }
  return queries.getQueryData<Task>(['tasks', 'one', id]);
}

// Updates the task in place, so nothing moves while the request is pending.
export function replaceTask(queries: QueryClient, task: Task): void {
  eachList(queries, (pages) =>
    pages.map((page) => ({
      ...page,
      items: page.items.map((one) => (one.id === task.id ? task : one)),
    })),
  );
  queries.setQueryData(['tasks', 'one', task.id], task);
}

// Puts the task the server returned in its place in every list it belongs to, and removes it from
// the others. Lists not on screen are dropped and refetched when needed.
export function settleTask(queries: QueryClient, task: Task, formerId = task.id): void {
  queries.removeQueries({ queryKey: LISTS, type: 'inactive' });
  const zone = queries.getQueryData(meQuery.queryKey)?.time_zone ?? 'UTC';
  eachList(queries, (pages, query) => {
    const without = removeFrom(pages, new Set([task.id, formerId]));
    return belongs(task, query, dayIn(zone)) ? insertInto(without, task, query) : without;
  });
  queries.setQueryData(['tasks', 'one', task.id], task);
}

export function removeTasks(queries: QueryClient, ids: Set<string>): void {
  eachList(queries, (pages) => removeFrom(pages, ids));
  for (const id of ids) queries.removeQueries({ queryKey: ['tasks', 'one', id] });
}

function eachList(
  queries: QueryClient,
  change: (pages: TaskPage[], query: ListQuery) => TaskPage[],
): void {
  for (const [key, data] of queries.getQueriesData<TaskPages>({ queryKey: LISTS })) {
    if (data === undefined) continue;
    const pages = change(data.pages, key[3] as ListQuery);
    queries.setQueryData<TaskPages>(key, { ...data, pages });
  }
}

function removeFrom(pages: TaskPage[], ids: Set<string>): TaskPage[] {
  const kept = pages.map((page) => ({
    ...page,
    items: page.items.filter((task) => !ids.has(task.id)),
  }));
  return recount(kept, count(kept) - count(pages));
}

function count(pages: TaskPage[]): number {
  return pages.reduce((sum, page) => sum + page.items.length, 0);
}

function insertInto(pages: TaskPage[], task: Task, query: ListQuery): TaskPage[] {
  const isBefore = (one: Task) => compare(task, one, query) < 0;
  const found = pages.findIndex((page) => page.items.some(isBefore));
  // A task that belongs after everything loaded so far arrives with its page.
  if (found === -1 && pages.at(-1)?.next_cursor !== null) return recount(pages, 1);
  const at = found === -1 ? pages.length - 1 : found;
  const inserted = pages.map((page, i) => {
    if (i !== at) return page;
    const place = page.items.findIndex(isBefore);
    return { ...page, items: page.items.toSpliced(place === -1 ? Infinity : place, 0, task) };
  });
  return recount(inserted, 1);
}

function recount(pages: TaskPage[], by: number): TaskPage[] {
  return pages.map((page, i) =>
    i === 0 && page.total !== undefined ? { ...page, total: Math.max(0, page.total + by) } : page,
  );
}
