// Empties the trash, after asking.

import { useState } from 'react';
import { Button } from '@/components/button';
import { Dialog } from '@/components/dialog';
import { Notice } from '@/components/notice';
import { messageOf } from '@/lib/errors';
import { useTranslation } from '@/lib/i18n';
import { useEmptyTrash } from '../data/trash';

export function EmptyTrashButton({ total }: { total: number }) {
  const { t } = useTranslation();
  const [isAsking, setAsking] = useState(false);
  const emptying = useEmptyTrash(() => {
    setAsking(false);
    // This button leaves with the tasks, so the focus moves on to the page.
    requestAnimationFrame(() => document.getElementById('main')?.focus());
  });
  return (
    <>
      <Button
        look="danger-quiet"
        className="max-sm:-ms-4"
        aria-haspopup="dialog"
        onClick={() => setAsking(true)}
      >
        {t('trash.empty_it')}
      </Button>
      {isAsking && (
        <Dialog title={t('trash.empty_it')} onClose={() => setAsking(false)} alert>
          <div className="grid gap-5">
            {emptying.isError && <Notice tone="error">{messageOf(emptying.error)}</Notice>}
            <p>{t('trash.confirm', { count: total })}</p>
            <div className="flex justify-end gap-2">
              <Button look="quiet" data-autofocus onClick={() => setAsking(false)}>
                {t('cancel')}
              </Button>
              <Button look="danger" busy={emptying.isPending} onClick={() => emptying.mutate()}>
                {t('trash.confirm_submit', { count: total })}
              </Button>
            </div>
          </div>
        </Dialog>
      )}
    </>
  );
}
