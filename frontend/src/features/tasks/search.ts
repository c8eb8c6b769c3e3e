// The state of the tasks page in the address: view, filters, sorting and the open task. Unknown
// values are dropped, so an outdated or mistyped address still shows tasks.

export const views = ['today', 'upcoming', 'all', 'completed'] as const;
export const priorities = ['high', 'medium', 'low'] as const;
export const dues = ['overdue', 'today', 'week'] as const;
export const sorts = ['due_date', 'priority', 'title', 'created_at', 'updated_at'] as const;
export const orders = ['asc', 'desc'] as const;

export type View = (typeof views)[number];
export type Priority = (typeof priorities)[number];
export type Due = (typeof dues)[number];
export type Sort = (typeof sorts)[number];
export type Order = (typeof orders)[number];

export interface TaskSearch {
  view?: View;
  q?: string;
  priority?: Priority[];
  tag?: string[];
  due?: Due;
  // Whether the "All tasks" view includes completed tasks.
  done?: 'shown';
  sort?: Sort;
  order?: Order;
  task?: string;
}

export function parseTaskSearch(raw: Record<string, unknown>): TaskSearch {
  const list = (key: string) => [...new Set([raw[key] ?? []].flat().map(String))];
  const oneOf = <T extends string>(key: string, known: readonly T[]) =>
    known.find((value) => value === raw[key]);
  const text = (key: string) => list(key).find((value) => value !== '');
  const some = <T>(values: T[]) => (values.length > 0 ? values : undefined);
  // Every key is set, because the router would otherwise keep unvalidated parameters.
  return {
    view: oneOf('view', views),
    q: text('q'),
    priority: some(priorities.filter((one) => list('priority').includes(one))),
    tag: some(list('tag').filter((name) => name !== '')),
    due: oneOf('due', dues),
    done: oneOf('done', ['shown']),
    sort: oneOf('sort', sorts),
    order: oneOf('order', orders),
    task: text('task'),
  };
}

export function isFiltered(search: TaskSearch): boolean {
  const { q, priority, tag, due } = search;
  return q !== undefined || priority !== undefined || tag !== undefined || due !== undefined;
}

// The address holds only what differs from the defaults.
export function dropEmpty(search: TaskSearch): TaskSearch {
  const entries = Object.entries<string | string[] | undefined>({ ...search });
  return Object.fromEntries(entries.filter(([, value]) => value !== undefined && value.length > 0));
}
