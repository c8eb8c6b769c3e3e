// Links to the tasks of each tag in use.

import { useQuery } from '@tanstack/react-query';
import { Link, useLocation } from '@tanstack/react-router';
import { Hash } from 'lucide-react';
import { tagsQuery } from '@/features/tasks/data/tags';
import { parseTaskSearch } from '@/features/tasks/search';
import { session } from '@/lib/api/session';
import { useTranslation } from '@/lib/i18n';
import { paths } from '@/lib/paths';
import { useStore } from '@/lib/store';

export function TagLinks() {
  const { t } = useTranslation();
  const { status } = useStore(session);
  const tags = useQuery({ ...tagsQuery, enabled: status === 'signed-in' }).data ?? [];
  const location = useLocation();
  const { tag = [] } = parseTaskSearch(location.search);
  if (tags.length === 0) return null;
  return (
    <>
      <h2 className="mt-8 mb-2 px-3 text-sm font-semibold text-muted">{t('navigation.tags')}</h2>
      <ul className="grid gap-0.5">
        {tags.map(({ name, count }) => (
          <li key={name}>
            <Link
              to={paths.tasks}
              search={{ view: 'all', tag: [name] }}
              aria-current={tag.length === 1 && tag[0] === name ? 'page' : undefined}
              className="flex items-center gap-3 rounded-lg px-3 py-1.5 text-sm text-muted transition-colors hover:bg-sunken aria-[current]:bg-accent-soft aria-[current]:font-semibold aria-[current]:text-accent-strong"
            >
              <Hash size={15} className="shrink-0" aria-hidden />
              <bdi className="flex-1 truncate">{name}</bdi>
              <span aria-hidden="true">{t('navigation.tag_count', { count })}</span>
            </Link>
          </li>
        ))}
      </ul>
    </>
  );
}
