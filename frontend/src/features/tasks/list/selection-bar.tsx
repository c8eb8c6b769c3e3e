// Actions on the selected tasks.

import { CircleCheck, Flag, Trash2, X } from 'lucide-react';
import { Button, buttonClass, IconButton } from '@/components/button';
import { Menu, MenuGroup, MenuItem } from '@/components/menu';
import { useTranslation } from '@/lib/i18n';
import type { BulkChange } from '../data/bulk';
import { PriorityFlag } from '../priority-flag';
import { priorities } from '../search';
import { TagsButton } from './tags-button';
import type { Selection } from './use-selection';

interface SelectionBarProps {
  selection: Selection;
  onChange: (change: BulkChange) => void;
}

export function SelectionBar({ selection, onChange }: SelectionBarProps) {
  const { t } = useTranslation();
  const { tasks, count, most, query } = selection;
  const isEmpty = count === 0;
  const reopens = tasks.length > 0 && tasks.every((task) => task.completed);
  return (
    <div
      role="toolbar"
      aria-label={t('selection.label')}
      className="animate-rise fixed inset-x-0 bottom-0 z-20 mx-auto flex w-full max-w-2xl flex-wrap items-center gap-1 border border-line bg-surface p-2 shadow-float sm:bottom-4 sm:rounded-xl lg:start-68"
    >
      <IconButton label={t('selection.end')} onClick={selection.clear}>
        <X size={18} aria-hidden />
      </IconButton>
      <span className="me-auto text-sm font-semibold" role="status">
        {t('selection.count', { count })}
      </span>
      {query === null && most > 0 && (
        <Button look="quiet" className="px-3!" onClick={selection.all}>
          {t('selection.all', { count: most })}
        </Button>
      )}
      <div className="flex items-center justify-between gap-1 max-sm:basis-full">
        <Button
          look="quiet"
          className="px-2.5!"
          disabled={isEmpty}
          onClick={() => onChange({ patch: { completed: !reopens } })}
        >
          <CircleCheck size={18} aria-hidden />
          <span className="max-sm:sr-only">
            {t(reopens ? 'selection.reopen' : 'selection.complete')}
          </span>
        </Button>
        <Menu
          trigger={
            <button type="button" disabled={isEmpty} className={buttonClass('quiet', 'px-2.5!')}>
              <Flag size={18} aria-hidden />
              <span className="max-sm:sr-only">{t('selection.priority')}</span>
            </button>
          }
        >
          <MenuGroup label={t('selection.priority')}>
            {priorities.map((priority) => (
              <MenuItem key={priority} onSelect={() => onChange({ patch: { priority } })}>
                <PriorityFlag priority={priority} />
                {t(`priority.${priority}`)}
              </MenuItem>
            ))}
          </MenuGroup>
        </Menu>
        <TagsButton selection={selection} onSave={onChange} />
        <Button
          look="danger-quiet"
          className="px-2.5!"
          disabled={isEmpty}
          onClick={() => onChange({ delete: true })}
        >
          <Trash2 size={18} aria-hidden />
          <span className="max-sm:sr-only">{t('selection.delete')}</span>
        </Button>
      </div>
    </div>
  );
}
