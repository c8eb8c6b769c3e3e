// The rows of a list: its tasks and, when sorted by due date, headings between them.

import { addDays, sayDay, sayFullDay, type Day } from '@/lib/calendar';
import type { Translate } from '@/lib/i18n';
import { isProvisional } from '../data/create';
import type { ListQuery, Task } from '../data/list';
import type { View } from '../search';

export type Row =
  | { kind: 'heading'; key: string; text: string }
  | { kind: 'task'; key: string; task: Task; index: number; isDaySaid: boolean };

interface Grouping {
  view: View;
  query: ListQuery;
  today: Day;
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
function isDaySaid(task: Task, { today }: Grouping, heading: string | null): boolean {
  return heading !== null && task.due_date !== null && task.due_date >= today;
}

function headingOf(task: Task, { view, query, today, language, t }: Grouping): string | null {
  // Where a new task belongs is not known yet.
  if (query.sort !== 'due_date' || task.due_date === null || isProvisional(task)) return null;
  if (view === 'today') return t(task.due_date < today ? 'list.overdue' : 'list.today');
  if (view !== 'upcoming') return null;
  const full = sayFullDay(task.due_date, language);
  const isTomorrow = task.due_date === addDays(today, 1);
  return isTomorrow ? `${sayDay(task.due_date, today, language)} · ${full}` : full;
}
