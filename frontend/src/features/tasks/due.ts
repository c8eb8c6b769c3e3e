// How close a task's due date is.

import type { Day } from '@/lib/calendar';
import { addDays, dayIn, timeIn } from '@/lib/calendar';
import type { Task } from './data/list';

export type DueState = 'overdue' | 'today' | 'tomorrow' | 'later';

// Uses the task's own time zone if it has one.
export function dueState(task: Task, ownZone: string): DueState | null {
  if (task.due_date === null) return null;
  const zone = task.time_zone ?? ownZone;
  const today: Day = dayIn(zone);
  if (task.due_date < today) return 'overdue';
  if (task.due_date > today) return task.due_date === addDays(today, 1) ? 'tomorrow' : 'later';
  const hasPassed = task.due_time !== null && task.due_time < timeIn(zone);
  return hasPassed && !task.completed ? 'overdue' : 'today';
}
