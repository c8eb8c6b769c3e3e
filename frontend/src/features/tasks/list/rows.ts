// The rows of a list: its tasks and, when sorted by due date, headings between them.

import { addDays, dayIn, sayDay, sayFullDay } from '@/lib/calendar';
import type { Translate } from '@/lib/i18n';
import type { ListQuery, Task } from '../data/list';
import { dueDay, hasPassed } from '../due';
import type { View } from '../search';

export type Row =
  | { kind: 'heading'; key: string; text: string }
  | { kind: 'task'; key: string; task: Task; index: number; isDaySaid: boolean };

interface Grouping {
  view: View;
  query: ListQuery;
  now: Date;
  timeZone: string;
  language: string;
  t: Translate;
}

export function rowsOf(tasks: Task[], grouping: Grouping): Row[] {
  const rows: Row[] = [];
  let last: string | null = null;
  tasks.forEach((task, index) => {
    const text = headingOf(task, grouping);
    if (text !== null && text !== last) {
      rows.push({ kind: 'heading', key: `heading ${text} ${index}`, text });
      last = text;
    }
    rows.push({
      kind: 'task',
      key: task.id,
      task,
      index,
      isDaySaid: isDaySaid(task, grouping, text),
    });
  });
  return rows;
}

// Whether the heading above a task names its exact day, so the row need not repeat it.
function isDaySaid(task: Task, { now }: Grouping, heading: string | null): boolean {
  return heading !== null && !hasPassed(task, now);
}

function headingOf(task: Task, grouping: Grouping): string | null {
  const { view, query, now, timeZone, language, t } = grouping;
  // Where a new task belongs is not known yet.
  if (query.sort !== 'due_date' || task.due_at === null) return null;
  if (view === 'today') return t(hasPassed(task, now) ? 'list.overdue' : 'list.today');
  const day = dueDay(task, timeZone);
  if (view !== 'upcoming' || day === null) return null;
  const today = dayIn(timeZone, now);
  const full = sayFullDay(day, language);
  return day === addDays(today, 1) ? `${sayDay(day, today, language)} · ${full}` : full;
}
