// Which lists a task belongs to, and where. This mirrors the server's rules, so a changed task can
// move without refetching the list.

import type { ListQuery, Task } from './list';

export function belongs(task: Task, query: ListQuery, today: string): boolean {
  const { completed, priority, tag, due_before, due_after, overdue, search } = query;
  if (completed !== undefined && completed !== task.completed) return false;
  if (priority && !priority.includes(task.priority)) return false;
  if (tag && !tag.some((name) => task.tags.includes(name))) return false;
  if (due_before && !(task.due_date !== null && task.due_date < due_before)) return false;
  if (due_after && !(task.due_date !== null && task.due_date > due_after)) return false;
  if (overdue === true && (task.completed || (task.due_date ?? '9999') > today)) return false;
  return contains(task, search ?? '');
}

function contains(task: Task, search: string): boolean {
  const text = fold([task.title, task.description ?? '', ...task.tags].join('\n'));
  return fold(search)
    .split(/\s+/)
    .every((term) => text.includes(term));
}

// Negative if `a` comes before `b`.
export function compare(a: Task, b: Task, { sort, order }: ListQuery): number {
  const direction = order === 'asc' ? 1 : -1;
  if (sort === 'due_date' && (a.due_date === null) !== (b.due_date === null)) {
    return a.due_date === null ? 1 : -1;
  }
  const [one, other] = [sortKey(a, sort), sortKey(b, sort)];
  if (one !== other) return one < other ? -direction : direction;
  return a.id < b.id ? -direction : direction;
}

function sortKey(task: Task, sort: ListQuery['sort']): string {
  switch (sort) {
    case 'due_date':
      return `${task.due_date ?? ''} ${task.due_time ?? '99'}`;
    case 'priority':
      return { high: '3', medium: '2', low: '1' }[task.priority];
    case 'title':
      return fold(task.title);
    case 'created_at':
      return task.created_at;
    case 'updated_at':
      return task.updated_at;
  }
}

function fold(text: string): string {
  return text.normalize('NFKD').replace(/\p{M}/gu, '').toLowerCase();
}
