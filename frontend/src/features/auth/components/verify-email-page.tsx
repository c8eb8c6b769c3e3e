// Verifying an e-mail with the token of a message to it, as soon as the page opens.

import { useQuery, useQueryClient } from '@tanstack/react-query';
import { Button } from '@/components/button';
import { Notice } from '@/components/notice';
import { fieldMessage, messageOf } from '@/lib/errors';
import { useTranslation } from '@/lib/i18n';
import { meQuery } from '@/lib/me';
import { paths } from '@/lib/paths';
import { verifyEmail } from '../api';
import { AuthLink } from './auth-link';
import { AuthPage } from './auth-page';

export function VerifyEmailPage({ token }: { token: string }) {
  const { t } = useTranslation();
  const queries = useQueryClient();
  const verification = useQuery({
    queryKey: ['email-verification', token],
    queryFn: async () => {
      await verifyEmail(token);
      await queries.invalidateQueries({ queryKey: meQuery.queryKey });
      return true;
    },
    staleTime: Infinity,
    retry: false,
  });
  const isTokenInvalid = fieldMessage(verification.error, '/token') !== undefined;
  return (
    <AuthPage title={t('verify.title')}>
      <div className="grid gap-6">
        {verification.isPending && <p role="status">{t('verify.pending')}</p>}
        {verification.isSuccess && <Notice tone="good">{t('verify.done')}</Notice>}
        {verification.isError && (
          <Notice tone="error">
            {isTokenInvalid ? t('verify.invalid') : messageOf(verification.error)}
          </Notice>
        )}
        {verification.isError && !isTokenInvalid && (
          <Button look="outline" onClick={() => void verification.refetch()}>
            {t('failure.retry')}
          </Button>
        )}
        <AuthLink to={paths.tasks}>{t('verify.go_on')}</AuthLink>
      </div>
    </AuthPage>
  );
}
