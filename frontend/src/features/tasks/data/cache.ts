// Updates cached lists before the server answers.

import type { QueryClient } from '@tanstack/react-query';
import { LISTS, type Task, type TaskPage, type TaskPages } from './list';

export function findTask(queries: QueryClient, id: string): Task | undefined {
  return findListed(queries, id) ?? queries.getQueryData<Task>(['tasks', 'one', id]);
}

export function findListed(queries: QueryClient, id: string): Task | undefined {
  for (const [, data] of queries.getQueriesData<TaskPages>({ queryKey: LISTS })) {
    const task = data?.pages.flatMap((page) => page.items).find((one) => one.id === id);
    if (task !== undefined) return task;
  }
  return undefined;
}

// In place, so nothing moves while the request is pending.
export function replaceTask(queries: QueryClient, task: Task): void {
  eachList(queries, (pages) =>
    pages.map((page) => ({
      ...page,
      items: page.items.map((one) => (one.id === task.id ? task : one)),
    })),
  );
  queries.setQueryData(['tasks', 'one', task.id], task);
}

// The same for many.
export function replaceTasks(queries: QueryClient, tasks: Task[]): void {
  const byId = new Map(tasks.map((task) => [task.id, task]));
  eachList(queries, (pages) =>
    pages.map((page) => ({
      ...page,
      items: page.items.map((one) => byId.get(one.id) ?? one),
    })),
  );
  for (const [id, task] of byId) {
    queries.setQueryData<Task>(['tasks', 'one', id], (known) => known && task);
  }
}

// A new task comes first, until the server says where it belongs.
export function prependTask(queries: QueryClient, task: Task): void {
  eachList(queries, (pages) => {
    const next = pages.map((page, i) =>
      i === 0 ? { ...page, items: [task, ...page.items] } : page,
    );
    return recount(next, 1);
  });
}

export function removeTasks(queries: QueryClient, ids: ReadonlySet<string>): void {
  eachList(queries, (pages) => removeFrom(pages, ids));
  for (const id of ids) queries.removeQueries({ queryKey: ['tasks', 'one', id] });
}

// Removes tasks from the lists. The function it returns puts some of them back where they were.
export function takeTasks(
  queries: QueryClient,
  ids: ReadonlySet<string>,
): (kept: ReadonlySet<string>) => void {
  const before = queries.getQueriesData<TaskPages>({ queryKey: LISTS });
  removeTasks(queries, ids);
  return function putBack(kept) {
    for (const [key, former] of before) {
      const now = queries.getQueryData<TaskPages>(key);
      if (former === undefined || now === undefined) continue;
      const pages = now.pages.map((page, i) => ({
        ...page,
        items: withKept(page.items, former.pages[i]?.items ?? [], kept),
      }));
      const by = count(pages) - count(now.pages);
      queries.setQueryData<TaskPages>(key, { ...now, pages: recount(pages, by) });
    }
  };
}

// Each kept task comes after the one that it followed.
function withKept(items: Task[], former: Task[], kept: ReadonlySet<string>): Task[] {
  return former.reduce((all, task, i) => {
    if (!kept.has(task.id)) return all;
    const at = all.findIndex((one) => one.id === former[i - 1]?.id) + 1;
    return all.toSpliced(at, 0, task);
  }, items);
}

function eachList(queries: QueryClient, change: (pages: TaskPage[]) => TaskPage[]): void {
  for (const [key, data] of queries.getQueriesData<TaskPages>({ queryKey: LISTS })) {
    if (data === undefined) continue;
    queries.setQueryData<TaskPages>(key, { ...data, pages: change(data.pages) });
  }
}

function removeFrom(pages: TaskPage[], ids: ReadonlySet<string>): TaskPage[] {
  const kept = pages.map((page) => ({
    ...page,
    items: page.items.filter((task) => !ids.has(task.id)),
  }));
  return recount(kept, count(kept) - count(pages));
}

function count(pages: TaskPage[]): number {
  return pages.reduce((sum, page) => sum + page.items.length, 0);
}

function recount(pages: TaskPage[], by: number): TaskPage[] {
  return pages.map((page, i) =>
    i === 0 && page.total !== undefined ? { ...page, total: Math.max(0, page.total + by) } : page,
  );
}
