// The headings between tasks follow the instants at which they are due.

import { expect, test } from 'vitest';
import { messages as english } from '@/lib/i18n/en.json?lingui';
import { translator } from '@/lib/i18n';
import { aTask } from '@/testing/tasks';
import type { Task } from '../data/list';
import type { View } from '../search';
import { rowsOf } from './rows';

const noon = new Date('2026-11-30T12:00:00Z');

function textsOf(view: View, tasks: Task[]): string[] {
  const query = { sort: 'due_date', order: 'asc' } as const;
  const t = translator('en', english);
  const rows = rowsOf(tasks, { view, query, now: noon, timeZone: 'UTC', language: 'en', t });
  return rows.map((row) => (row.kind === 'heading' ? row.text : row.task.title));
}

const call = aTask({
  title: 'Call',
  due_date: '2026-11-30',
  due_time: '11:59',
  due_at: '2026-11-30T11:59:00Z',
});
const bread = aTask({
  title: 'Bread',
  due_date: '2026-11-30',
  due_at: '2026-11-30T23:59:59.999999Z',
});

test('a time that has passed today is overdue, and the rest of the day is not', () => {
  expect(textsOf('today', [call, bread])).toEqual(['Overdue', 'Call', 'Today', 'Bread']);
});

test('a completed task stays under its heading until it leaves', () => {
  expect(textsOf('today', [{ ...call, completed: true }, bread])).toEqual([
    'Overdue',
    'Call',
    'Today',
    'Bread',
  ]);
});

test('a task of another time zone is due on the user’s day', () => {
  // 20:00 in Los Angeles, where it is still the day before.
  const far = { ...bread, title: 'Far', due_date: '2026-12-01', due_at: '2026-12-02T04:00:00Z' };
  expect(textsOf('upcoming', [far])).toEqual(['Wednesday, December 2', 'Far']);
});

test('a task that the server has not placed yet has no heading', () => {
  expect(textsOf('today', [{ ...call, due_at: null }, bread])).toEqual(['Call', 'Today', 'Bread']);
});
