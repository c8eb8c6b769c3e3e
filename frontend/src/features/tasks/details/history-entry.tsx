// One change of a task: what happened, who did it and when, and each field before and after.

import { ArrowRight } from 'lucide-react';
import { sayDate, sayInstant, sayTime } from '@/lib/calendar';
import { useTranslation, type TextKey } from '@/lib/i18n';
import { useMe } from '@/lib/me';
import type { Change, FieldChange } from '../data/history';
import type { Priority } from '../search';

export function HistoryEntry({ change }: { change: Change }) {
  const { t, language } = useTranslation();
  const me = useMe();
  const { action, at } = change;
  return (
    <li>
      <p>
        <span className="font-semibold">{t(`history.${action}`)}</span>
        <span className="text-muted">
          {' · '}
          {t(change.actor_id === me.id ? 'history.you' : 'history.other')}
          {' · '}
          <time dateTime={at}>{sayInstant(at, me.time_zone, language)}</time>
        </span>
      </p>
      <ul>
        {shownFields(change).map((field) => (
          <Field key={field.field} field={field} isNew={action === 'created'} />
        ))}
      </ul>
    </li>
  );
}

function Field({ field: { field, from, to }, isNew }: { field: FieldChange; isNew: boolean }) {
  const { t } = useTranslation();
  const say = useSayValue(field);
  return (
    <li className="mt-1 flex flex-wrap items-baseline gap-x-1.5 wrap-anywhere">
      <span className="text-muted">{t('history.field', { name: t(names[field] ?? 'more') })}</span>
      {!isNew && (
        <>
          <bdi className="line-clamp-3 text-muted">{say(from)}</bdi>
          <ArrowRight size={14} className="shrink-0 self-center rtl:-scale-x-100" aria-hidden />
          <span className="sr-only">{t('history.to')}</span>
        </>
      )}
      <bdi className="line-clamp-3">{say(to)}</bdi>
    </li>
  );
}

const names: Record<string, TextKey> = {
  title: 'task.title',
  description: 'details.description',
  priority: 'details.priority',
  tags: 'details.tags',
  due_date: 'details.due_date',
  due_time: 'details.due_time',
  time_zone: 'history.time_zone',
};

// What the action does not say by itself.
function shownFields({ action, fields }: Change): FieldChange[] {
  if (action === 'removed' || action === 'restored') return [];
  return fields.filter(({ field, from, to }) => field in names && !(isEmpty(from) && isEmpty(to)));
}

function isEmpty(value: unknown): boolean {
  return value === null || (Array.isArray(value) && value.length === 0);
}

function useSayValue(field: string): (value: unknown) => string {
  const { t, language } = useTranslation();
  return (value) => {
    if (isEmpty(value)) return t('history.none');
    if (Array.isArray(value)) return value.map((tag) => `#${tag}`).join(' ');
    const text = String(value);
    if (field === 'priority') return t(`priority.${text as Priority}`);
    if (field === 'due_date') return sayDate(text, language);
    if (field === 'due_time') return sayTime(text, language);
    return text;
  };
}
