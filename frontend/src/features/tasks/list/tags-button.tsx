// The button that loads and opens the tags dialog.

import { Tag } from 'lucide-react';
import { lazy, Suspense, useState } from 'react';
import { Button } from '@/components/button';
import { useTranslation } from '@/lib/i18n';
import type { TaskChange } from '../data/change';
import type { Task } from '../data/list';

const TagsDialog = lazy(async () => ({ default: (await import('./tags-dialog')).TagsDialog }));

interface TagsButtonProps {
  tasks: Task[];
  onSave: (changes: TaskChange[]) => void;
}

export function TagsButton({ tasks, onSave }: TagsButtonProps) {
  const { t } = useTranslation();
  const [isOpen, setOpen] = useState(false);
  return (
    <>
      <Button
        look="quiet"
        className="px-2.5!"
        disabled={tasks.length === 0}
        aria-haspopup="dialog"
        onClick={() => setOpen(true)}
      >
        <Tag size={18} aria-hidden />
        <span className="max-sm:sr-only">{t('selection.tags')}</span>
      </Button>
      <Suspense>
        {isOpen && <TagsDialog tasks={tasks} onClose={() => setOpen(false)} onSave={onSave} />}
      </Suspense>
    </>
  );
}
