// Renames a task in place: Enter saves, Escape cancels. A title that could not be saved is restored
// as a draft while the task's title stays the same.

import { useState } from 'react';
import { useDraft } from '@/lib/drafts';
import { useTranslation } from '@/lib/i18n';
import { useMe } from '@/lib/me';
import type { Task } from '../data/list';

interface RenameInputProps {
  task: Task;
  // Called with `null` when the title is unchanged. Resolves to whether the title is saved.
  onDone: (title: string | null) => Promise<boolean>;
}

export function RenameInput({ task, onDone }: RenameInputProps) {
  const { t } = useTranslation();
  const me = useMe();
  const [draft, setDraft] = useDraft(me.id, `rename:${task.id}:${task.title}`);
  const [title, setTitle] = useState(draft === '' ? task.title : draft);
  const changed = title.trim() === '' || title.trim() === task.title ? null : title.trim();
  const finish = async (next: string | null) => {
    if (await onDone(next)) setDraft('');
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
      onChange={(event) => {
        setTitle(event.target.value);
        setDraft(event.target.value);
      }}
      onKeyDown={(event) => {
        if (event.key === 'Enter') void finish(changed);
        if (event.key === 'Escape') void finish(null);
      }}
      onBlur={() => void finish(changed)}
    />
  );
}
