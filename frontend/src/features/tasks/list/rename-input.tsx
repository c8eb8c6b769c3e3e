// Renames a task in place: Enter saves. Escape keeps the typed title as a draft, as closing the
// task's form does.

import { useTranslation } from '@/lib/i18n';
import { useMe } from '@/lib/me';
import type { Task } from '../data/list';
import { announceDraft, useTaskDraft } from '../drafts/use-task-draft';

interface RenameInputProps {
  task: Task;
  onDone: (outcome: 'save' | 'leave') => void;
}

export function RenameInput({ task, onDone }: RenameInputProps) {
  const { t } = useTranslation();
  const me = useMe();
  const draft = useTaskDraft(task);
  const { title } = draft.values;
  const save = () => {
    const next = title.trim();
    // A task keeps its title if the typed one is empty.
    draft.set({ title: next === '' ? task.title : next });
    onDone(next === '' || next === task.title ? 'leave' : 'save');
  };
  return (
    <input
      ref={(input) => {
        if (input !== null && document.activeElement !== input) {
          input.focus();
          input.select();
        }
      }}
      aria-label={t('task.title')}
      maxLength={200}
      className="-mx-2 -my-1 w-full rounded-md border border-accent bg-surface px-2 py-0.5 outline-none"
      dir="auto"
      value={title}
      onChange={(event) => draft.set({ title: event.target.value })}
      onKeyDown={(event) => {
        // Then the key is for the input method.
        if (event.nativeEvent.isComposing) return;
        if (event.key === 'Enter') save();
        if (event.key !== 'Escape') return;
        announceDraft(me.id, task);
        onDone('leave');
      }}
      onBlur={save}
    />
  );
}
