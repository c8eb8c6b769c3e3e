// Choosing a new password with the token of an e-mail.

import { useMutation } from '@tanstack/react-query';
import { Button } from '@/components/button';
import { Form } from '@/components/form';
import { Notice } from '@/components/notice';
import { PasswordField } from '@/components/password-field';
import { fieldMessage } from '@/lib/errors';
import { useTranslation } from '@/lib/i18n';
import { paths } from '@/lib/paths';
import { resetPassword } from '../api';
import { AuthLink } from './auth-link';
import { AuthPage } from './auth-page';

export function ResetPasswordPage({ token }: { token: string }) {
  const { t } = useTranslation();
  const reset = useMutation({ mutationFn: resetPassword });
  if (reset.isSuccess) {
    return (
      <AuthPage title={t('reset.title')}>
        <div className="grid gap-6">
          <Notice tone="good">{t('reset.done')}</Notice>
          <AuthLink to={paths.signIn}>{t('sign_in.title')}</AuthLink>
        </div>
      </AuthPage>
    );
  }
  const isTokenInvalid = token === '' || fieldMessage(reset.error, '/token') !== undefined;
  return (
    <AuthPage
      title={t('reset.title')}
      text={t('reset.text')}
      footer={<AuthLink to={paths.forgottenPassword}>{t('reset.again')}</AuthLink>}
    >
      <Form
        error={reset.error}
        fields={['/token', '/password']}
        onSubmit={(value) => reset.mutate({ token, password: value('password') })}
      >
        {isTokenInvalid && <Notice tone="error">{t('reset.invalid')}</Notice>}
        <PasswordField
          label={t('reset.password')}
          name="password"
          autoComplete="new-password"
          hint={t('auth.password_hint')}
          error={fieldMessage(reset.error, '/password')}
        />
        <Button type="submit" busy={reset.isPending} className="min-h-11">
          {t('reset.submit')}
        </Button>
      </Form>
    </AuthPage>
  );
}
