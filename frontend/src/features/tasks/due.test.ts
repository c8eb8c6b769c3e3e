// A task of any time zone is due at an instant, which has one day and time on the user's clock.

import { expect, test } from 'vitest';
import { aTask } from '@/testing/tasks';
import { dueDay, dueTime, hasPassed } from './due';

// 20:00 in Los Angeles, which is 13:00 on the next day in Tokyo.
const task = aTask({
  due_date: '2026-11-29',
  due_time: '20:00',
  time_zone: 'America/Los_Angeles',
  due_at: '2026-11-30T04:00:00Z',
});

test('a task passes at its instant, not on its date', () => {
  expect(hasPassed(task, new Date('2026-11-30T03:59:00Z'))).toBe(false);
  expect(hasPassed(task, new Date('2026-11-30T04:01:00Z'))).toBe(true);
});

test('its day and time are those of the user’s clock', () => {
  expect(dueDay(task, 'Asia/Tokyo')).toBe('2026-11-30');
  expect(dueTime(task, 'Asia/Tokyo')).toBe('13:00');
  expect(dueDay(task, 'America/Los_Angeles')).toBe('2026-11-29');
  expect(dueTime({ ...task, due_time: null }, 'Asia/Tokyo')).toBeNull();
});

test('before the server has said when, nothing has passed', () => {
  const pending = { ...task, due_at: null };
  expect(hasPassed(pending, new Date('2027-01-01'))).toBe(false);
  expect(dueDay(pending, 'Asia/Tokyo')).toBe('2026-11-29');
  expect(dueTime(pending, 'Asia/Tokyo')).toBe('20:00');
  expect(dueDay(aTask(), 'Asia/Tokyo')).toBeNull();
});
