// The name of the view, how much is in it, and the tools that narrow it.

import { CheckCheck, Ellipsis, Keyboard } from 'lucide-react';
import type { RefObject } from 'react';
import { IconButton } from '@/components/button';
import { Menu, MenuItem } from '@/components/menu';
import { useTranslation } from '@/lib/i18n';
import type { ListQuery } from '../data/list';
import type { TaskSearch, View } from '../search';
import { ActiveFilters } from '../toolbar/active-filters';
import { FilterMenu } from '../toolbar/filter-menu';
import { SearchField } from '../toolbar/search-field';
import { SortMenu } from '../toolbar/sort-menu';

interface PageHeaderProps {
  view: View;
  query: ListQuery;
  // Unknown while the list is on its way.
  total: number | null;
  search: TaskSearch;
  searchRef: RefObject<HTMLInputElement | null>;
  onChange: (change: Partial<TaskSearch>) => void;
  onSelect: () => void;
  onShortcuts: () => void;
}

export function PageHeader(props: PageHeaderProps) {
  const { view, query, total, search, onChange } = props;
  const { t, language } = useTranslation();
  return (
    <header>
      <div className="flex items-center gap-3">
        <h1 className="text-3xl font-bold tracking-tight">{t(`view.${view}`)}</h1>
        {total !== null && total > 0 && (
          <span className="mt-1.5 text-muted" aria-hidden="true">
            {new Intl.NumberFormat(language).format(total)}
          </span>
        )}
        <div className="ms-auto">
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
      <div className="mt-4 flex gap-2">
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
