// Links to the task views.

import { Link, useLocation } from '@tanstack/react-router';
import { CalendarRange, CircleCheckBig, Inbox, Sun } from 'lucide-react';
import { parseTaskSearch, views } from '@/features/tasks/search';
import { useTranslation } from '@/lib/i18n';
import { paths } from '@/lib/paths';

const icons = { today: Sun, upcoming: CalendarRange, all: Inbox, completed: CircleCheckBig };

export function ViewLinks({ compact = false }: { compact?: boolean }) {
  const { t } = useTranslation();
  const location = useLocation();
  const { view = 'today', tag } = parseTaskSearch(location.search);
  const isShown = location.pathname === paths.tasks && tag === undefined;
  const look = compact
    ? 'flex-col gap-0.5 px-1 py-2 text-xs aria-[current]:text-accent'
    : 'gap-3 rounded-lg px-3 py-2 hover:bg-sunken aria-[current]:bg-accent-soft aria-[current]:font-semibold aria-[current]:text-accent-strong';
  return (
    <ul className={compact ? 'grid grid-cols-4' : 'grid gap-0.5'}>
      {views.map((one) => {
        const Icon = icons[one];
        return (
          <li key={one}>
            <Link
              to={paths.tasks}
              search={one === 'today' ? {} : { view: one }}
              activeOptions={{ exact: true, includeSearch: true }}
              aria-current={isShown && view === one ? 'page' : undefined}
              className={`flex items-center transition-colors ${isShown && view === one ? '' : 'text-muted'} ${look}`}
            >
              <Icon size={20} strokeWidth={1.8} aria-hidden />
              {t(`view.${one}`)}
            </Link>
          </li>
        );
      })}
    </ul>
  );
}
