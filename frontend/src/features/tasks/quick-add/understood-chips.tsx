// The details recognized in the line, each with a button that turns it back into plain text.

import { CalendarDays, Hash, X } from 'lucide-react';
import type { ReactNode } from 'react';
import { sayDay, sayTime, type Day } from '@/lib/calendar';
import { useTranslation } from '@/lib/i18n';
import { PriorityFlag } from '../priority-flag';
import type { Understood } from './parse';

interface UnderstoodChipsProps {
  understood: Understood;
  today: Day;
  onDismiss: (phrase: string) => void;
}

export function UnderstoodChips({ understood, today, onDismiss }: UnderstoodChipsProps) {
  const { t, language } = useTranslation();
  const { due, priority, tags } = understood;
  const chips: { icon: ReactNode; text: string; phrase: string }[] = [];
  if (due !== null) {
    const day = sayDay(due.date, today, language);
    const time = due.time === null ? null : sayTime(due.time, language);
    const text = time === null ? day : t('due.at', { day, time });
    chips.push({ icon: <CalendarDays size={14} aria-hidden />, text, phrase: due.phrase });
  }
  if (priority !== null) {
    const text = t(`priority.${priority.value}`);
    chips.push({
      icon: <PriorityFlag priority={priority.value} />,
      text,
      phrase: priority.phrase,
    });
  }
  chips.push(
    ...tags.map((tag) => ({ icon: <Hash size={14} aria-hidden />, text: tag, phrase: `#${tag}` })),
  );
  if (chips.length === 0)
    return <p className="px-4 pb-3 text-sm text-muted">{t('quick_add.hint')}</p>;
  return (
    <ul className="flex flex-wrap gap-2 px-4 pb-3" aria-label={t('quick_add.understood')}>
      {chips.map(({ icon, text, phrase }) => (
        <li
          key={phrase}
          className="animate-fade flex max-w-full items-center gap-1.5 rounded-full bg-accent-soft ps-2.5 text-sm text-accent-strong"
        >
          {icon}
          <bdi className="truncate">{text}</bdi>
          <button
            type="button"
            aria-label={t('quick_add.dismiss', { text })}
            className="grid size-7 shrink-0 place-items-center rounded-full hover:bg-surface"
            onClick={() => onDismiss(phrase)}
          >
            <X size={13} aria-hidden />
          </button>
        </li>
      ))}
    </ul>
  );
}
