// Signs in. The router follows the session and decides where to go next.

import { useMutation, useQuery } from '@tanstack/react-query';
import { Button } from '@/components/button';
import { Form } from '@/components/form';
import { Notice } from '@/components/notice';
import { PasswordField } from '@/components/password-field';
import { session } from '@/lib/api/session';
import { useTranslation } from '@/lib/i18n';
import { instanceQuery } from '@/lib/instance';
import { paths } from '@/lib/paths';
import { useStore } from '@/lib/store';
import { signIn } from '../api';
import { AuthLink } from './auth-link';
import { AuthPage } from './auth-page';
import { EmailField } from './email-field';

export function SignInPage() {
  const { t } = useTranslation();
  const current = useStore(session);
  const attempt = useMutation({ mutationFn: signIn });
  const isClosed = useQuery(instanceQuery).data?.signup === 'closed';
  const hasExpired = current.status === 'signed-out' && current.reason === 'expired';
  return (
    <AuthPage
      title={t('sign_in.title')}
      text={t('sign_in.text')}
      footer={
        isClosed ? undefined : (
          <>
            {t('sign_in.new')} <AuthLink to={paths.signUp}>{t('sign_up.title')}</AuthLink>
          </>
        )
      }
    >
      <Form
        error={attempt.error}
        fields={[]}
        onSubmit={(value) => attempt.mutate({ email: value('email'), password: value('password') })}
      >
        {hasExpired && attempt.isIdle && <Notice tone="error">{t('sign_in.expired')}</Notice>}
        <EmailField />
        <PasswordField label={t('auth.password')} name="password" autoComplete="current-password" />
        <Button type="submit" busy={attempt.isPending} className="min-h-11">
          {t('sign_in.submit')}
        </Button>
        <p>
          <AuthLink to={paths.forgottenPassword}>{t('sign_in.forgotten')}</AuthLink>
        </p>
      </Form>
    </AuthPage>
  );
}
