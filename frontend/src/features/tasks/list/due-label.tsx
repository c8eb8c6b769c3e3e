// When a task is due, in words, and in colour where that is soon or past.

import { CalendarDays } from 'lucide-react';
import { sayDay, sayTime } from '@/lib/calendar';
import { useTranslation } from '@/lib/i18n';
import { useMe } from '@/lib/me';
import { useToday } from '@/lib/use-today';
import type { Task } from '../data/list';
import { dueState } from '../due';

const colours = { overdue: 'text-danger', today: 'text-accent', later: '' };

export function DueLabel({ task }: { task: Task }) {
  const { t, language } = useTranslation();
  const { time_zone: zone } = useMe();
  const today = useToday(zone);
  const state = dueState(task, zone);
  if (task.due_date === null || state === null) return null;
  const time = task.due_time === null ? '' : `, ${sayTime(task.due_time, language)}`;
  return (
    <span className={`inline-flex items-center gap-1.5 ${task.completed ? '' : colours[state]}`}>
      <CalendarDays size={14} aria-hidden />
      <span>
        {sayDay(task.due_date, today, language)}
        {time}
      </span>
      {state === 'overdue' && !task.completed && (
        <span className="sr-only">{t('list.overdue')}</span>
      )}
    </span>
  );
}
