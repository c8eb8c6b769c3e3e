// Shown in place of something that could not be loaded.

import { CloudOff, SearchX, TriangleAlert } from 'lucide-react';
import { ApiError, messageOf, NetworkError } from '@/lib/errors';
import { useTranslation } from '@/lib/i18n';
import { Button } from './button';
import { EmptyState } from './empty-state';

interface FailureProps {
  error: unknown;
  heading?: 'h1' | 'h2';
  onRetry: () => void;
}

export function Failure({ error, heading = 'h2', onRetry }: FailureProps) {
  const { t } = useTranslation();
  const isOffline = error instanceof NetworkError;
  // Retrying a 404 would not help.
  if (error instanceof ApiError && error.status === 404) {
    return (
      <div role="alert">
        <EmptyState
          icon={SearchX}
          heading={heading}
          title={t('failure.not_found')}
          text={messageOf(error)}
        />
      </div>
    );
  }
  return (
    <div role="alert">
      <EmptyState
        icon={isOffline ? CloudOff : TriangleAlert}
        heading={heading}
        title={t(isOffline ? 'failure.offline' : 'failure.title')}
        text={isOffline ? t('failure.offline_text') : messageOf(error)}
      >
        <Button look="outline" onClick={onRetry}>
          {t('failure.retry')}
        </Button>
      </EmptyState>
    </div>
  );
}
