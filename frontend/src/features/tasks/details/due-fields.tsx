// The due date and an optional time.

import { TextField } from '@/components/field';
import { addDays } from '@/lib/calendar';
import { fieldMessage } from '@/lib/errors';
import { useTranslation } from '@/lib/i18n';
import { useMe } from '@/lib/me';
import { useToday } from '@/lib/use-today';
import type { Task } from '../data/list';
import type { TaskValues } from '../drafts/draft';

interface DueFieldsProps {
  task: Task;
  values: TaskValues;
  set: (values: Partial<TaskValues>) => void;
  error: unknown;
}

export function DueFields({ task, values, set, error }: DueFieldsProps) {
  const { t } = useTranslation();
  const me = useMe();
  const today = useToday(me.time_zone);
  const setDay = (day: string | null) =>
    set(day === null ? { due_date: null, due_time: null } : { due_date: day });
  const quickDays = [
    { label: t('due.today'), day: today },
    { label: t('due.tomorrow'), day: addDays(today, 1) },
    { label: t('due.next_week'), day: addDays(today, 7) },
    { label: t('due.none'), day: null },
  ];
  return (
    <div className="grid gap-2">
      <div className="grid grid-cols-[3fr_2fr] gap-3 sm:grid-cols-2">
        <TextField
          label={t('details.due_date')}
          type="date"
          error={fieldMessage(error, '/due_date')}
          value={values.due_date ?? ''}
          onChange={(event) => setDay(event.target.value || null)}
        />
        <TextField
          label={t('details.due_time')}
          type="time"
          disabled={values.due_date === null}
          error={fieldMessage(error, '/due_time')}
          value={values.due_time ?? ''}
          onChange={(event) => set({ due_time: event.target.value || null })}
        />
      </div>
      <div className="flex flex-wrap gap-1.5">
        {quickDays.map(({ label, day }) => (
          <button
            key={label}
            type="button"
            aria-pressed={values.due_date === day}
            className="min-h-8 rounded-full border border-line px-3 text-sm text-muted transition-colors hover:bg-sunken aria-pressed:border-accent aria-pressed:bg-accent-soft aria-pressed:text-accent-strong"
            onClick={() => setDay(day)}
          >
            {label}
          </button>
        ))}
      </div>
      {task.time_zone !== null && task.time_zone !== me.time_zone && (
        <p className="text-sm text-muted">{t('details.time_zone', { zone: task.time_zone })}</p>
      )}
    </div>
  );
}
