// Links to the task views and the trash.

import { Link, useLocation, type LinkProps } from '@tanstack/react-router';
import { CalendarRange, CircleCheckBig, Inbox, Sun, Trash2, type LucideIcon } from 'lucide-react';
import { parseTaskSearch, views } from '@/features/tasks/search';
import { useTranslation } from '@/lib/i18n';
import { paths } from '@/lib/paths';

const icons = { today: Sun, upcoming: CalendarRange, all: Inbox, completed: CircleCheckBig };

export function ViewLinks({ compact = false }: { compact?: boolean }) {
  const { t } = useTranslation();
  const location = useLocation();
  const { view = 'today', tag } = parseTaskSearch(location.search);
  const isShown = location.pathname === paths.tasks && tag === undefined;
  return (
    <ul className={compact ? 'grid grid-cols-5' : 'grid gap-0.5'}>
      {views.map((one) => (
        <ViewLink
          key={one}
          to={paths.tasks}
          search={one === 'today' ? {} : { view: one }}
          icon={icons[one]}
          text={t(`view.${one}`)}
          isCurrent={isShown && view === one}
          compact={compact}
        />
      ))}
      <ViewLink
        to={paths.trash}
        icon={Trash2}
        text={t('view.trash')}
        isCurrent={location.pathname === paths.trash}
        compact={compact}
      />
    </ul>
  );
}

interface ViewLinkProps extends Pick<LinkProps, 'to' | 'search'> {
  icon: LucideIcon;
  text: string;
  isCurrent: boolean;
  compact: boolean;
}

function ViewLink({ icon: Icon, text, isCurrent, compact, ...target }: ViewLinkProps) {
  const look = compact
    ? 'flex-col gap-0.5 px-1 py-2 text-xs aria-[current]:text-accent'
    : 'gap-3 rounded-lg px-3 py-2 hover:bg-sunken aria-[current]:bg-accent-soft aria-[current]:font-semibold aria-[current]:text-accent-strong';
  return (
    <li>
      <Link
        {...target}
        activeOptions={{ exact: true, includeSearch: true }}
        aria-current={isCurrent ? 'page' : undefined}
        className={`flex items-center transition-colors ${isCurrent ? '' : 'text-muted'} ${look}`}
      >
        <Icon size={20} strokeWidth={1.8} aria-hidden />
        {text}
      </Link>
    </li>
  );
}
