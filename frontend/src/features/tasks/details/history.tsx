// The history of a task, which loads when it is unfolded.

import { useInfiniteQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { Button } from '@/components/button';
import { Failure } from '@/components/failure';
import { SkeletonRows } from '@/components/skeleton';
import { useTranslation } from '@/lib/i18n';
import { historyOptions } from '../data/history';
import { HistoryEntry } from './history-entry';

export function History({ id }: { id: string }) {
  const { t } = useTranslation();
  const [isOpen, setOpen] = useState(false);
  return (
    <details
      className="mt-5 border-t border-line pt-4"
      onToggle={(event) => setOpen(event.currentTarget.open)}
    >
      <summary className="w-fit cursor-pointer rounded-md pe-2 text-sm font-semibold">
        {t('history.title')}
      </summary>
      {isOpen && <Changes id={id} />}
    </details>
  );
}

function Changes({ id }: { id: string }) {
  const { t } = useTranslation();
  const history = useInfiniteQuery(historyOptions(id));
  const changes = history.data?.pages.flatMap((page) => page.items);
  if (changes === undefined) {
    if (history.isPending) return <SkeletonRows rows={2} />;
    return <Failure error={history.error} onRetry={() => void history.refetch()} />;
  }
  return (
    <div className="mt-3 grid gap-4 text-sm">
      {changes.length === 0 && <p className="text-muted">{t('history.nothing')}</p>}
      <ol className="grid gap-4">
        {changes.map((change) => (
          <HistoryEntry key={change.commit_id} change={change} />
        ))}
      </ol>
      {history.isFetchNextPageError && (
        <Failure error={history.error} onRetry={() => void history.fetchNextPage()} />
      )}
      {history.hasNextPage && !history.isFetchNextPageError && (
        <Button
          look="outline"
          className="justify-self-start"
          busy={history.isFetchingNextPage}
          onClick={() => void history.fetchNextPage()}
        >
          {t('show_more')}
        </Button>
      )}
    </div>
  );
}
