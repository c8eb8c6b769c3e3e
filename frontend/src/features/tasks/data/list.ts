// Task lists, paginated, for the page's view and filters.

import { infiniteQueryOptions, type InfiniteData, type QueryKey } from '@tanstack/react-query';
import { answer, api, type Schemas } from '@/lib/api/client';
import type { operations } from '@/lib/api/schema';
import { addDays, type Day } from '@/lib/calendar';
import type { Order, Sort, TaskSearch, View } from '../search';

export type Task = Schemas['TaskResponse'];
export type TaskPage = Schemas['TaskList'];
export type TaskPages = InfiniteData<TaskPage, string | undefined>;
type Query = NonNullable<operations['list_tasks']['parameters']['query']>;
export type ListQuery = Omit<Query, 'cursor' | 'limit' | 'include'> & { sort: Sort; order: Order };

const PAGE = 100;
export const LISTS = ['tasks', 'list'];

export function listOptions(view: View, query: ListQuery) {
  return infiniteQueryOptions({
    queryKey: [...LISTS, view, query] as QueryKey,
    queryFn: ({ pageParam, signal }) => fetchPage(query, pageParam, signal),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (page) => page.next_cursor ?? undefined,
    // While the user refines a search, the previous results stay; another view starts empty.
    placeholderData: (previous, previousQuery) =>
      previousQuery?.queryKey[2] === view ? previous : undefined,
    // Focusing the window does not refetch every page of a long list.
    refetchOnWindowFocus: ({ state }) => (state.data?.pages.length ?? 0) <= 3,
  });
}

function fetchPage(query: ListQuery, cursor: string | undefined, signal: AbortSignal) {
  const include = cursor === undefined ? ({ include: 'total' } as const) : { cursor };
  return answer(
    api.GET('/api/v1/tasks', { params: { query: { ...query, limit: PAGE, ...include } }, signal }),
  );
}

export function listQueryOf(search: TaskSearch, today: Day): { view: View; query: ListQuery } {
  const { view = 'today' } = search;
  const base = bases[view](today, search);
  const sort = search.sort ?? base.sort;
  const natural = sort === 'due_date' || sort === 'title' ? 'asc' : 'desc';
  return {
    view,
    query: {
      ...base,
      ...dueQuery(search, today),
      ...(search.q?.trim() ? { search: search.q.trim() } : {}),
      ...(search.priority && { priority: search.priority }),
      ...(search.tag && { tag: search.tag }),
      sort,
      order: search.order ?? natural,
    },
  };
}

type Base = Omit<ListQuery, 'order'>;

const bases: Record<View, (today: Day, search: TaskSearch) => Base> = {
  today: (today) => ({ completed: false, due_before: addDays(today, 1), sort: 'due_date' }),
  upcoming: (today) => ({ completed: false, due_after: today, sort: 'due_date' }),
  all: (_, { done }) => ({ ...(done ? {} : { completed: false }), sort: 'created_at' }),
  completed: () => ({ completed: true, sort: 'updated_at' }),
};

// The other two views imply a due date by themselves.
export function canFilterByDue(view: View): boolean {
  return view === 'all' || view === 'completed';
}

function dueQuery({ view = 'today', due }: TaskSearch, today: Day): Partial<ListQuery> {
  if (!canFilterByDue(view)) return {};
  switch (due) {
    case 'overdue':
      return { overdue: true };
    case 'today':
      return { due_after: addDays(today, -1), due_before: addDays(today, 1) };
    case 'week':
      return { due_after: addDays(today, -1), due_before: addDays(today, 7) };
    case undefined:
      return {};
  }
}
