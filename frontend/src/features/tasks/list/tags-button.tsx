// The button that loads and opens the tags dialog.

import { Tag } from 'lucide-react';
import { lazy, Suspense, useState } from 'react';
import { Button } from '@/components/button';
import { useTranslation } from '@/lib/i18n';
import type { BulkChange, BulkTarget } from '../data/bulk';

const TagsDialog = lazy(async () => ({ default: (await import('./tags-dialog')).TagsDialog }));

interface TagsButtonProps {
  selection: BulkTarget;
  onSave: (change: BulkChange) => void;
}

export function TagsButton({ selection, onSave }: TagsButtonProps) {
  const { t } = useTranslation();
  const [isOpen, setOpen] = useState(false);
  const close = () => setOpen(false);
  return (
    <>
      <Button
        look="quiet"
        className="px-2.5!"
        disabled={selection.count === 0}
        aria-haspopup="dialog"
        onClick={() => setOpen(true)}
      >
        <Tag size={18} aria-hidden />
        <span className="max-sm:sr-only">{t('selection.tags')}</span>
      </Button>
      <Suspense>
        {isOpen && <TagsDialog selection={selection} onClose={close} onSave={onSave} />}
      </Suspense>
    </>
  );
}
