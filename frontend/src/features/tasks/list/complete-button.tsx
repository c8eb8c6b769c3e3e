// The circle that completes a task, coloured by priority.

import { Check } from 'lucide-react';
import { useTranslation } from '@/lib/i18n';
import type { Task } from '../data/list';

const rings = {
  high: 'border-danger bg-danger-soft text-danger',
  medium: 'border-control text-muted',
  low: 'border-cool text-cool',
};

interface CompleteButtonProps {
  task: Task;
  disabled: boolean;
  onClick: () => void;
}

export function CompleteButton({ task, disabled, onClick }: CompleteButtonProps) {
  const { t } = useTranslation();
  const { title, completed, priority } = task;
  const look = completed ? 'border-accent bg-accent text-on-accent' : rings[priority];
  return (
    <button
      type="button"
      role="checkbox"
      aria-checked={completed}
      aria-label={t('task.complete', { title, priority: t(`priority.${priority}`) })}
      disabled={disabled}
      className="group/check -m-2.5 grid size-11 shrink-0 place-items-center rounded-full"
      onClick={onClick}
    >
      <span
        className={`grid size-5 place-items-center rounded-full border-2 transition-all group-active/check:scale-90 ${look}`}
      >
        <Check
          size={12}
          strokeWidth={3.5}
          aria-hidden
          className={completed ? '' : 'opacity-0 transition-opacity group-hover/check:opacity-100'}
        />
      </span>
    </button>
  );
}
