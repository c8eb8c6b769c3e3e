// The title of a task, typed over in its place: Enter keeps it, Escape does not.

import { useState } from 'react';
import { useTranslation } from '@/lib/i18n';
import type { Task } from '../data/list';

interface RenameInputProps {
  task: Task;
  // Called with `null` where the title stays as it is.
  onDone: (title: string | null) => void;
}

export function RenameInput({ task, onDone }: RenameInputProps) {
  const { t } = useTranslation();
  const [title, setTitle] = useState(task.title);
  const changed = title.trim() === '' || title.trim() === task.title ? null : title.trim();
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
      value={title}
      onChange={(event) => setTitle(event.target.value)}
      onKeyDown={(event) => {
        if (event.key === 'Enter') onDone(changed);
        if (event.key === 'Escape') onDone(null);
      }}
      onBlur={() => onDone(changed)}
    />
  );
}
