// When a task is due, on the user's own clock. The server says at which instant; until it has answered,
// a changed task is due at no known instant.

import { dayIn, timeIn, type Day } from '@/lib/calendar';
import type { Task } from './data/list';

export function hasPassed({ due_at: at }: Task, now: Date): boolean {
  return at !== null && new Date(at) < now;
}

export function dueDay({ due_date: date, due_at: at }: Task, zone: string): Day | null {
  return at === null ? date : dayIn(zone, new Date(at));
}

export function dueTime({ due_time: time, due_at: at }: Task, zone: string): string | null {
  return time === null || at === null ? time : timeIn(zone, new Date(at));
}
