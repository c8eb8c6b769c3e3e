// A task's due date in words, coloured when it is soon or past.

import { CalendarDays, Clock } from 'lucide-react';
import { sayDay, sayTime } from '@/lib/calendar';
import { useTranslation } from '@/lib/i18n';
import { useMe } from '@/lib/me';
import { useToday } from '@/lib/use-today';
import type { Task } from '../data/list';
import { dueState } from '../due';

const colours = {
  overdue: 'text-danger',
  today: 'text-accent',
  tomorrow: 'text-warm',
  later: '',
};

export function DueLabel({ task, isDaySaid }: { task: Task; isDaySaid: boolean }) {
  const { t, language } = useTranslation();
  const { time_zone: zone } = useMe();
  const today = useToday(zone);
  const state = dueState(task, zone);
  if (task.due_date === null || state === null) return null;
  const day = sayDay(task.due_date, today, language);
  const time = task.due_time === null ? null : sayTime(task.due_time, language);
  const Icon = isDaySaid ? Clock : CalendarDays;
  return (
    <span className={`inline-flex items-center gap-1.5 ${task.completed ? '' : colours[state]}`}>
      <Icon size={14} aria-hidden />
      <span>{time === null ? day : isDaySaid ? time : t('due.at', { day, time })}</span>
      {state === 'overdue' && !task.completed && (
        <span className="sr-only">{t('list.overdue')}</span>
      )}
    </span>
  );
}
