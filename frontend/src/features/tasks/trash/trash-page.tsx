// The trash: deleted tasks, which can be restored until they are removed for good.

import { Trash2 } from 'lucide-react';
import { Button } from '@/components/button';
import { EmptyState } from '@/components/empty-state';
import { Failure } from '@/components/failure';
import { SkeletonRows } from '@/components/skeleton';
import { useTranslation } from '@/lib/i18n';
import { usePageTitle } from '@/lib/use-page-title';
import { useShortcuts } from '@/lib/use-shortcuts';
import { useRestoreTask, useTrash } from '../data/trash';
import { undoLast } from '../data/undo';
import { EmptyTrashButton } from './empty-trash-button';
import { TrashRow } from './trash-row';

export function TrashPage() {
  const { t } = useTranslation();
  const { trash, tasks, total, days } = useTrash();
  const restore = useRestoreTask();
  usePageTitle(t('view.trash'));
  useShortcuts({ 'Ctrl+z': undoLast });
  return (
    <>
      <header className="flex flex-wrap items-start justify-between gap-3">
        <div className="min-w-0">
          <h1 className="text-3xl font-bold tracking-tight">{t('view.trash')}</h1>
          <p className="mt-1 min-h-5 text-sm text-muted">
            {total > 0 && days !== undefined && t('trash.text', { count: total, days })}
          </p>
        </div>
        {total > 0 && <EmptyTrashButton total={total} />}
      </header>
      <div className="mt-5" aria-busy={trash.isFetching}>
        {trash.isPending && <SkeletonRows />}
        {trash.isError && trash.data === undefined && (
          <Failure error={trash.error} onRetry={() => void trash.refetch()} />
        )}
        {trash.isSuccess && total === 0 && days !== undefined && (
          <EmptyState
            icon={Trash2}
            title={t('trash.empty')}
            text={t('trash.empty_text', { days })}
          />
        )}
        {tasks.length > 0 && (
          <ul aria-label={t('trash.list')}>
            {tasks.map((task) => (
              <TrashRow key={task.id} task={task} onRestore={() => void restore(task)} />
            ))}
          </ul>
        )}
        {trash.isFetchNextPageError && (
          <Failure error={trash.error} onRetry={() => void trash.fetchNextPage()} />
        )}
        {trash.hasNextPage && !trash.isFetchNextPageError && (
          <Button
            look="outline"
            className="mt-4"
            busy={trash.isFetchingNextPage}
            onClick={() => void trash.fetchNextPage()}
          >
            {t('show_more')}
          </Button>
        )}
      </div>
      <p className="sr-only" role="status">
        {trash.isSuccess ? t('list.count', { count: total }) : ''}
      </p>
    </>
  );
}
