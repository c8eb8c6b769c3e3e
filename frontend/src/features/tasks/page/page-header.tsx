// The page header: the view's name, the number of tasks, search, filters and sorting.

import { CheckCheck, Ellipsis, Keyboard } from 'lucide-react';
import type { RefObject } from 'react';
import { IconButton } from '@/components/button';
import { Menu, MenuItem } from '@/components/menu';
import { useTranslation } from '@/lib/i18n';
import { sayFullDay, type Day } from '@/lib/calendar';
import { usePageTitle } from '@/lib/use-page-title';
import type { ListQuery } from '../data/list';
import type { TaskSearch, View } from '../search';
import { ActiveFilters } from '../toolbar/active-filters';
import { FilterMenu } from '../toolbar/filter-menu';
import { SearchField } from '../toolbar/search-field';
import { SortMenu } from '../toolbar/sort-menu';

interface PageHeaderProps {
  view: View;
  today: Day;
  query: ListQuery;
  // `null` while the list is loading.
  total: number | null;
  search: TaskSearch;
  searchRef: RefObject<HTMLInputElement | null>;
  onChange: (change: Partial<TaskSearch>) => void;
  onSelect: () => void;
  onShortcuts: () => void;
}

export function PageHeader(props: PageHeaderProps) {
  const { view, today, query, total, search, onChange } = props;
  const { t, language } = useTranslation();
  const [tag, ...otherTags] = search.tag ?? [];
  const isOfOneTag = view === 'all' && tag !== undefined && otherTags.length === 0;
  const title = isOfOneTag ? `#${tag}` : t(`view.${view}`);
  usePageTitle(title);
  return (
    <header>
      <div className="flex items-start justify-between gap-3">
        <div className="min-w-0">
          <h1 className="text-3xl font-bold tracking-tight">
            <bdi>{title}</bdi>
          </h1>
          <p className="mt-1 min-h-5 text-sm text-muted">
            {view === 'today' && sayFullDay(today, language)}
            <span aria-hidden="true">
              {view === 'today' && total !== null && total > 0 && ' · '}
              {total !== null && total > 0 && t('list.count', { count: total })}
            </span>
          </p>
        </div>
        <div>
          <Menu
            trigger={
              <IconButton label={t('more')}>
                <Ellipsis size={20} aria-hidden />
              </IconButton>
            }
          >
            <MenuItem onSelect={props.onSelect}>
              <CheckCheck size={16} aria-hidden />
              {t('selection.start')}
            </MenuItem>
            <MenuItem onSelect={props.onShortcuts}>
              <Keyboard size={16} aria-hidden />
              {t('shortcuts.title')}
            </MenuItem>
          </Menu>
        </div>
      </div>
      <div className="mt-5 flex gap-2">
        <SearchField
          value={search.q ?? ''}
          onSearch={(text) => onChange({ q: text === '' ? undefined : text })}
          inputRef={props.searchRef}
        />
        <FilterMenu search={search} onChange={onChange} />
        <SortMenu query={query} onChange={onChange} />
      </div>
      <ActiveFilters search={search} onChange={onChange} />
    </header>
  );
}
