// A task's due date in words, coloured when it is soon or past.

import { CalendarDays, Clock } from 'lucide-react';
import { addDays, dayIn, sayDay, sayTime } from '@/lib/calendar';
import { useTranslation } from '@/lib/i18n';
import { useMe } from '@/lib/me';
import { useNow } from '@/lib/use-now';
import type { Task } from '../data/list';
import { dueDay, dueTime, hasPassed } from '../due';

export function DueLabel({ task, isDaySaid }: { task: Task; isDaySaid: boolean }) {
  const { t, language } = useTranslation();
  const { time_zone: zone } = useMe();
  const now = useNow();
  const today = dayIn(zone, now);
  const due = dueDay(task, zone);
  const dueAt = dueTime(task, zone);
  if (due === null) return null;
  const isOverdue = hasPassed(task, now) && !task.completed;
  const day = sayDay(due, today, language);
  const time = dueAt === null ? null : sayTime(dueAt, language);
  const colour = isOverdue
    ? 'text-danger'
    : due === today
      ? 'text-accent'
      : due === addDays(today, 1)
        ? 'text-warm'
        : '';
  const Icon = isDaySaid ? Clock : CalendarDays;
  return (
    <span className={`inline-flex items-center gap-1.5 ${task.completed ? '' : colour}`}>
      <Icon size={14} aria-hidden />
      <span>{time === null ? day : isDaySaid ? time : t('due.at', { day, time })}</span>
      {isOverdue && <span className="sr-only">{t('list.overdue')}</span>}
    </span>
  );
}
