// Where a task goes after a change.

import { expect, test } from 'vitest';
import { aTask } from '@/testing/tasks';
import type { ListQuery } from './list';
import { belongs, compare } from './membership';

const query = (values: Partial<ListQuery>): ListQuery => ({
  sort: 'due_date',
  order: 'asc',
  ...values,
});

test.each<[Partial<ListQuery>, boolean]>([
  [{ completed: false }, true],
  [{ completed: true }, false],
  [{ due_before: '2026-03-05' }, true],
  [{ due_before: '2026-03-04' }, false],
  [{ due_after: '2026-03-04' }, false],
  [{ tag: ['garden', 'home'] }, true],
  [{ priority: ['low'] }, false],
  [{ search: 'CAFE hom' }, true],
  [{ search: 'cafe tea' }, false],
])('a task matches the filters of a list: %o', (values, expected) => {
  const task = aTask({ title: 'Café with Ada', tags: ['home'], due_date: '2026-03-04' });
  expect(belongs(task, query(values), '2026-03-04')).toBe(expected);
});

test('tasks without a date come last in both orders', () => {
  const [dated, undated] = [aTask({ due_date: '2026-03-04' }), aTask()];
  for (const order of ['asc', 'desc'] as const) {
    expect(compare(dated, undated, query({ order }))).toBeLessThan(0);
  }
});

test('tasks without a time come after those with a time on the same day', () => {
  const day = { due_date: '2026-03-04' };
  const [timed, whole] = [aTask({ ...day, due_time: '23:00' }), aTask(day)];
  expect(compare(timed, whole, query({}))).toBeLessThan(0);
});
