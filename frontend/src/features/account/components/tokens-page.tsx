// Personal access tokens: the list, and a dialog to create one.

import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { KeyRound, Plus } from 'lucide-react';
import { useState } from 'react';
import { Button } from '@/components/button';
import { EmptyState } from '@/components/empty-state';
import { Failure } from '@/components/failure';
import { SkeletonRows } from '@/components/skeleton';
import { messageOf } from '@/lib/errors';
import { useTranslation } from '@/lib/i18n';
import { showToast } from '@/lib/toasts';
import { revokeToken, tokensQuery } from '../api';
import { NewTokenDialog } from './new-token-dialog';
import { Section } from './section';
import { TokenRow } from './token-row';

export function TokensPage() {
  const { t } = useTranslation();
  const queries = useQueryClient();
  const tokens = useQuery(tokensQuery);
  const [isCreating, setCreating] = useState(false);
  const revoke = useMutation({
    mutationFn: revokeToken,
    onError: (error) => showToast({ tone: 'error', text: messageOf(error) }),
    onSuccess: () => showToast({ text: t('tokens.revoked') }),
    onSettled: () => queries.invalidateQueries({ queryKey: ['account'] }),
  });
  const create = (
    <Button className="justify-self-start" onClick={() => setCreating(true)}>
      <Plus size={17} aria-hidden />
      {t('tokens.create')}
    </Button>
  );
  return (
    <Section title={t('tokens.title')} text={t('tokens.text')}>
      {tokens.isPending && <SkeletonRows rows={2} />}
      {tokens.isError && <Failure error={tokens.error} onRetry={() => void tokens.refetch()} />}
      {tokens.data?.length === 0 ? (
        <EmptyState icon={KeyRound} title={t('tokens.none')} text={t('tokens.none_text')}>
          {create}
        </EmptyState>
      ) : (
        <>
          <ul>
            {tokens.data?.map((token) => (
              <TokenRow key={token.id} token={token} onRevoke={() => revoke.mutate(token.id)} />
            ))}
          </ul>
          {create}
        </>
      )}
      {isCreating && <NewTokenDialog onClose={() => setCreating(false)} />}
    </Section>
  );
}
