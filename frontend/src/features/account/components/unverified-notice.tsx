// A notice that the email is not verified, with a button that resends the link.

import { useMutation } from '@tanstack/react-query';
import { Button } from '@/components/button';
import { Notice } from '@/components/notice';
import { messageOf } from '@/lib/errors';
import { useTranslation } from '@/lib/i18n';
import { sendVerification } from '../api';

export function UnverifiedNotice() {
  const { t } = useTranslation();
  const send = useMutation({ mutationFn: sendVerification });
  if (send.isSuccess) return <Notice tone="good">{t('email.sent')}</Notice>;
  return (
    <Notice
      tone={send.isError ? 'error' : 'hint'}
      action={
        <Button
          look="outline"
          className="text-ink max-sm:w-full sm:-my-1"
          busy={send.isPending}
          onClick={() => send.mutate()}
        >
          {t('email.send')}
        </Button>
      }
    >
      {send.isError ? messageOf(send.error) : t('email.unverified')}
    </Notice>
  );
}
