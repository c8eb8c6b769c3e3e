// A task in a list: complete, open, rename in place, select.

import { AlignLeft, Pencil, PencilLine, Trash2 } from 'lucide-react';
import { IconButton } from '@/components/button';
import { useTranslation } from '@/lib/i18n';
import { isPending } from '../data/create';
import type { Task } from '../data/list';
import { useTaskDraft } from '../drafts/use-task-draft';
import { CompleteButton } from './complete-button';
import { DueLabel } from './due-label';
import { RenameInput } from './rename-input';

export interface RowActions {
  onOpen: (task: Task) => void;
  onComplete: (task: Task) => void;
  onDelete: (task: Task) => void;
  onRename: (task: Task) => void;
  onSelect: (task: Task) => void;
  onRenamed: (task: Task, outcome: 'save' | 'leave') => void;
}

interface TaskRowProps {
  task: Task;
  // Whether a heading above the row already names the day.
  isDaySaid: boolean;
  isSelected: boolean;
  isSelecting: boolean;
  isRenaming: boolean;
  actions: RowActions;
}

export function TaskRow(props: TaskRowProps) {
  const { task, isDaySaid, isSelected, isSelecting, isRenaming, actions } = props;
  const { t } = useTranslation();
  const { title } = task;
  const isSaving = isPending(task);
  return (
    <div
      data-row={task.id}
      className={`group relative flex min-h-14 items-start gap-3 rounded-lg px-2 py-3.5 transition-colors hover:bg-sunken/60 focus-within:bg-sunken/60 has-[[data-task]:focus-visible]:outline-2 has-[[data-task]:focus-visible]:-outline-offset-2 has-[[data-task]:focus-visible]:outline-accent ${isSelected ? 'bg-accent-soft!' : ''} ${isSaving ? 'opacity-60' : ''}`}
    >
      {isSelecting ? (
        <input
          type="checkbox"
          className="mx-px my-0.5 size-5 shrink-0 cursor-pointer"
          aria-label={t('task.select', { title })}
          checked={isSelected}
          onChange={() => actions.onSelect(task)}
        />
      ) : (
        <CompleteButton task={task} disabled={isSaving} onClick={() => actions.onComplete(task)} />
      )}
      <div className="min-w-0 flex-1">
        {isRenaming ? (
          <RenameInput task={task} onDone={(outcome) => actions.onRenamed(task, outcome)} />
        ) : (
          <button
            type="button"
            data-task={task.id}
            disabled={isSaving}
            className={`block w-full text-start outline-none ${task.completed ? 'text-muted line-through' : ''}`}
            onClick={() => (isSelecting ? actions.onSelect(task) : actions.onOpen(task))}
            onKeyDown={(event) => {
              if (event.key !== ' ') return;
              event.preventDefault();
              actions.onComplete(task);
            }}
          >
            <bdi>{title}</bdi>
          </button>
        )}
        <Details task={task} isDaySaid={isDaySaid} />
      </div>
      {!isSaving && !isSelecting && !isRenaming && (
        <div className="absolute end-2 top-2.5 flex rounded-lg bg-surface opacity-0 shadow-card transition-opacity group-focus-within:opacity-100 group-hover:opacity-100 max-sm:hidden pointer-coarse:hidden">
          <IconButton label={t('task.rename', { title })} onClick={() => actions.onRename(task)}>
            <Pencil size={16} aria-hidden />
          </IconButton>
          <IconButton label={t('task.delete', { title })} onClick={() => actions.onDelete(task)}>
            <Trash2 size={16} aria-hidden />
          </IconButton>
        </div>
      )}
    </div>
  );
}

function Details({ task, isDaySaid }: { task: Task; isDaySaid: boolean }) {
  const { t } = useTranslation();
  const isDueSaid = task.due_date === null || (isDaySaid && task.due_time === null);
  const { isChanged: isDrafted } = useTaskDraft(task);
  const isPlain = isDueSaid && task.tags.length === 0 && task.description === null;
  if (isPlain && !isDrafted) return null;
  return (
    <div className="mt-0.5 flex flex-wrap items-center gap-x-3 gap-y-0.5 text-sm text-muted">
      {!isDueSaid && <DueLabel task={task} isDaySaid={isDaySaid} />}
      {task.tags.map((tag) => (
        <bdi key={tag}>#{tag}</bdi>
      ))}
      {task.description !== null && (
        <span>
          <AlignLeft size={14} aria-hidden />
          <span className="sr-only">{t('task.has_description')}</span>
        </span>
      )}
      {isDrafted && (
        <span className="inline-flex items-center gap-1.5 text-warm">
          <PencilLine size={14} aria-hidden />
          {t('draft.mark')}
        </span>
      )}
    </div>
  );
}
