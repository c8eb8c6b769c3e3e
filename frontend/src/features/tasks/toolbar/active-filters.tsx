// The active filters, each with a button that removes it.

import { CalendarDays, X } from 'lucide-react';
import { useTranslation } from '@/lib/i18n';
import { PriorityFlag } from '../priority-flag';
import type { TaskSearch } from '../search';

interface ActiveFiltersProps {
  search: TaskSearch;
  onChange: (change: Partial<TaskSearch>) => void;
}

export function ActiveFilters({ search, onChange }: ActiveFiltersProps) {
  const { t } = useTranslation();
  const { priority = [], tag = [], due } = search;
  const chips = [
    ...priority.map((one) => ({
      icon: <PriorityFlag priority={one} />,
      text: t(`priority.${one}`),
      without: { priority: priority.filter((other) => other !== one) },
    })),
    ...(due === undefined
      ? []
      : [
          {
            icon: <CalendarDays size={14} className="shrink-0" aria-hidden />,
            text: t(`due.${due}`),
            without: { due: undefined },
          },
        ]),
    ...tag.map((one) => ({
      icon: null,
      text: `#${one}`,
      without: { tag: tag.filter((other) => other !== one) },
    })),
  ];
  if (chips.length === 0) return null;
  return (
    <ul aria-label={t('filter.active')} className="mt-3 flex flex-wrap gap-2">
      {chips.map(({ icon, text, without }) => (
        <li key={text} className="max-w-full">
          <button
            type="button"
            aria-label={t('filter.remove', { text })}
            className="flex min-h-8 max-w-full items-center gap-1.5 rounded-full bg-accent-soft ps-3 pe-2 text-sm text-accent-strong hover:bg-sunken"
            onClick={() => onChange(without)}
          >
            {icon}
            <bdi className="truncate">{text}</bdi>
            <X size={14} className="shrink-0" aria-hidden />
          </button>
        </li>
      ))}
    </ul>
  );
}
