// A deleted task, with when it was deleted and a button that restores it.

import { Undo2 } from 'lucide-react';
import { Button } from '@/components/button';
import { sayInstant } from '@/lib/calendar';
import { useTranslation } from '@/lib/i18n';
import { useMe } from '@/lib/me';
import type { Task } from '../data/list';

interface TrashRowProps {
  task: Task;
  onRestore: () => void;
}

export function TrashRow({ task, onRestore }: TrashRowProps) {
  const { t, language } = useTranslation();
  const { time_zone: zone } = useMe();
  return (
    <li className="flex items-start gap-3 border-b border-line py-3 ps-2">
      <div className="min-w-0 flex-1 py-0.5">
        <p className={`wrap-anywhere ${task.completed ? 'text-muted line-through' : ''}`}>
          <bdi>{task.title}</bdi>
        </p>
        <p className="mt-0.5 flex flex-wrap gap-x-3 gap-y-0.5 text-sm text-muted">
          {task.deleted_at !== null && (
            <time dateTime={task.deleted_at}>
              {t('trash.deleted', { time: sayInstant(task.deleted_at, zone, language) })}
            </time>
          )}
          {task.tags.map((tag) => (
            <bdi key={tag}>#{tag}</bdi>
          ))}
        </p>
      </div>
      <Button
        look="quiet"
        className="px-3!"
        aria-label={t('trash.restore_one', { title: task.title })}
        onClick={(event) => {
          focusBeside(event.currentTarget);
          onRestore();
        }}
      >
        <Undo2 size={16} className="rtl:-scale-x-100" aria-hidden />
        {t('trash.restore')}
      </Button>
    </li>
  );
}

// The row leaves, so the focus moves on to the next one, or else to the page.
function focusBeside(button: HTMLElement): void {
  const row = button.closest('li');
  const other = row?.nextElementSibling ?? row?.previousElementSibling;
  (other?.querySelector('button') ?? document.getElementById('main'))?.focus();
}
