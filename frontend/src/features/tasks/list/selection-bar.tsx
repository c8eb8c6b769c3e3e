// Actions on the selected tasks.

import { CircleCheck, Flag, Trash2, X } from 'lucide-react';
import { Button, buttonClass, IconButton } from '@/components/button';
import { Menu, MenuGroup, MenuItem } from '@/components/menu';
import { useTranslation } from '@/lib/i18n';
import type { TaskChange } from '../data/change';
import { PriorityFlag } from '../priority-flag';
import { priorities } from '../search';
import { TagsButton } from './tags-button';
import type { Selection } from './use-selection';

interface SelectionBarProps {
  selection: Selection;
  onComplete: () => void;
  onDelete: () => void;
  onChange: (changes: TaskChange[]) => void;
}

export function SelectionBar({ selection, onComplete, onDelete, onChange }: SelectionBarProps) {
  const { t } = useTranslation();
  const count = selection.tasks.length;
  const isEmpty = count === 0;
  return (
    <div
      role="toolbar"
      aria-label={t('selection.label')}
      className="animate-rise fixed inset-x-0 bottom-0 z-20 mx-auto flex w-full max-w-2xl items-center gap-1 border border-line bg-surface p-2 shadow-float sm:bottom-4 sm:rounded-xl lg:start-68"
    >
      <IconButton label={t('selection.end')} onClick={selection.clear}>
        <X size={18} aria-hidden />
      </IconButton>
      <span className="me-auto text-sm font-semibold" role="status">
        {t('selection.count', { count })}
      </span>
      <Button look="quiet" className="px-3! max-sm:hidden" onClick={selection.all}>
        {t('selection.all')}
      </Button>
      <Button look="quiet" className="px-2.5!" disabled={isEmpty} onClick={onComplete}>
        <CircleCheck size={18} aria-hidden />
        <span className="max-sm:sr-only">{t('selection.complete')}</span>
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
            <MenuItem
              key={priority}
              onSelect={() =>
                onChange(selection.tasks.map(({ id }) => ({ id, patch: { priority } })))
              }
            >
              <PriorityFlag priority={priority} />
              {t(`priority.${priority}`)}
            </MenuItem>
          ))}
        </MenuGroup>
      </Menu>
      <TagsButton tasks={selection.tasks} onSave={onChange} />
      <Button look="danger-quiet" className="px-2.5!" disabled={isEmpty} onClick={onDelete}>
        <Trash2 size={18} aria-hidden />
        <span className="max-sm:sr-only">{t('selection.delete')}</span>
      </Button>
    </div>
  );
}
