// What stands in the place of something that could not be loaded.

import { CloudOff } from 'lucide-react';
import { messageOf, NetworkError } from '@/lib/errors';
import { useTranslation } from '@/lib/i18n';
import { Button } from './button';
import { EmptyState } from './empty-state';

export function Failure({ error, onRetry }: { error: unknown; onRetry: () => void }) {
  const { t } = useTranslation();
  const isOffline = error instanceof NetworkError;
  return (
    <div role="alert">
      <EmptyState
        icon={CloudOff}
        title={t(isOffline ? 'failure.offline' : 'failure.title')}
        text={messageOf(error)}
      >
        <Button look="outline" onClick={onRetry}>
          {t('failure.retry')}
        </Button>
      </EmptyState>
    </div>
  );
}
