// The sort menu.

import { ArrowUpDown } from 'lucide-react';
import { buttonClass } from '@/components/button';
import { Menu, MenuChoice } from '@/components/menu';
import { useTranslation } from '@/lib/i18n';
import type { ListQuery } from '../data/list';
import { orders, sorts, type TaskSearch } from '../search';

interface SortMenuProps {
  query: ListQuery;
  onChange: (change: Partial<TaskSearch>) => void;
}

export function SortMenu({ query, onChange }: SortMenuProps) {
  const { t } = useTranslation();
  return (
    <Menu
      trigger={
        <button type="button" className={buttonClass('outline', 'px-3!')} aria-label={t('sort')}>
          <ArrowUpDown size={17} aria-hidden />
          <span className="max-md:hidden">{t('sort')}</span>
        </button>
      }
    >
      <MenuChoice
        label={t('sort.by')}
        value={query.sort}
        choices={sorts.map((value) => ({ value, label: t(`sort.${value}`) }))}
        onChoose={(sort) => onChange({ sort, order: undefined })}
      />
      <MenuChoice
        label={t('sort.order')}
        value={query.order}
        choices={orders.map((value) => ({ value, label: t(`order.${value}`) }))}
        onChoose={(order) => onChange({ order })}
      />
    </Menu>
  );
}
