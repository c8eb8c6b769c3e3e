// The filter menu.

import { useQuery } from '@tanstack/react-query';
import { ListFilter } from 'lucide-react';
import { buttonClass } from '@/components/button';
import { Menu, MenuCheck, MenuChoice, MenuGroup } from '@/components/menu';
import { PriorityFlag } from '../priority-flag';
import { useTranslation } from '@/lib/i18n';
import { canFilterByDue } from '../data/list';
import { tagsQuery } from '../data/tags';
import { dues, priorities, type TaskSearch } from '../search';

interface FilterMenuProps {
  search: TaskSearch;
  onChange: (change: Partial<TaskSearch>) => void;
}

export function FilterMenu({ search, onChange }: FilterMenuProps) {
  const { t } = useTranslation();
  const tags = useQuery(tagsQuery).data ?? [];
  const { view = 'today', priority = [], tag = [], due, done } = search;
  return (
    <Menu
      trigger={
        <button type="button" className={buttonClass('outline', 'px-3!')} aria-label={t('filter')}>
          <ListFilter size={17} aria-hidden />
          <span className="max-md:hidden">{t('filter')}</span>
        </button>
      }
    >
      <MenuGroup label={t('filter.priority')}>
        {priorities.map((one) => (
          <MenuCheck
            key={one}
            checked={priority.includes(one)}
            onToggle={() => onChange({ priority: toggled(priority, one) })}
          >
            <PriorityFlag priority={one} />
            {t(`priority.${one}`)}
          </MenuCheck>
        ))}
      </MenuGroup>
      {canFilterByDue(view) && (
        <MenuChoice
          label={t('filter.due')}
          value={due ?? 'any'}
          choices={(['any', ...dues] as const).map((value) => ({
            value,
            label: t(`due.${value}`),
          }))}
          onChoose={(value) => onChange({ due: value === 'any' ? undefined : value })}
        />
      )}
      {view === 'all' && (
        <MenuGroup label={t('filter.status')}>
          <MenuCheck
            checked={done === 'shown'}
            onToggle={(checked) => onChange({ done: checked ? 'shown' : undefined })}
          >
            {t('filter.done')}
          </MenuCheck>
        </MenuGroup>
      )}
      {tags.length > 0 && (
        <MenuGroup label={t('filter.tags')}>
          {tags.map(({ name }) => (
            <MenuCheck
              key={name}
              checked={tag.includes(name)}
              onToggle={() => onChange({ tag: toggled(tag, name) })}
            >
              <bdi className="truncate">#{name}</bdi>
            </MenuCheck>
          ))}
        </MenuGroup>
      )}
    </Menu>
  );
}

function toggled<T>(list: T[], value: T): T[] {
  return list.includes(value) ? list.filter((one) => one !== value) : [...list, value];
}
