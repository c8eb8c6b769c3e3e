// Creates an account and signs in, unless the server requires a verified email first. Where only the invited may sign
// up, the link of an invitation leads here, with its token.

import { useMutation, useQuery } from '@tanstack/react-query';
import { Button } from '@/components/button';
import { Form } from '@/components/form';
import { PasswordField } from '@/components/password-field';
import { fieldMessage, isCode, messageOf } from '@/lib/errors';
import { useTranslation } from '@/lib/i18n';
import { instanceQuery } from '@/lib/instance';
import { linkToken } from '@/lib/link-token';
import { paths } from '@/lib/paths';
import { useStore } from '@/lib/store';
import { signUp } from '../api';
import { AuthLink } from './auth-link';
import { AuthPage } from './auth-page';
import { EmailField } from './email-field';
import { OutcomePage } from './outcome-page';

export function SignUpPage() {
  const { t } = useTranslation();
  const attempt = useMutation({ mutationFn: signUp });
  const mode = useQuery(instanceQuery).data?.signup;
  const invitation = useStore(linkToken);
  if (mode === 'closed' || (mode === 'invitation' && invitation === '')) {
    const text = t(mode === 'closed' ? 'sign_up.closed' : 'sign_up.invitation_needed');
    const next = { to: paths.signIn, label: t('sign_in.title') };
    return <OutcomePage title={t('sign_up.title')} tone="error" text={text} next={next} />;
  }
  const isTaken = isCode(attempt.error, 'email_taken');
  if (isCode(attempt.error, 'email_unverified')) {
    const next = { to: paths.signIn, label: t('sign_in.title') };
    return (
      <OutcomePage
        title={t('sign_up.check_mail')}
        tone="good"
        text={t('sign_up.mail_sent')}
        next={next}
      />
    );
  }
  return (
    <AuthPage
      title={t('sign_up.title')}
      text={t('sign_up.text')}
      footer={
        <>
          {t('sign_up.known')} <AuthLink to={paths.signIn}>{t('sign_in.title')}</AuthLink>
        </>
      }
    >
      <Form
        error={isTaken ? null : attempt.error}
        fields={['/email', '/password']}
        onSubmit={(value) =>
          attempt.mutate({ email: value('email'), password: value('password'), invitation })
        }
      >
        <EmailField
          error={isTaken ? messageOf(attempt.error) : fieldMessage(attempt.error, '/email')}
        />
        <PasswordField
          label={t('auth.password')}
          name="password"
          autoComplete="new-password"
          hint={t('auth.password_hint')}
          error={fieldMessage(attempt.error, '/password')}
        />
        <Button type="submit" busy={attempt.isPending} className="min-h-11">
          {t('sign_up.submit')}
        </Button>
      </Form>
    </AuthPage>
  );
}
