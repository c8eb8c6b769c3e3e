// Sets a new password with the token of an emailed link. Opening the page does not use the token
// up.

import { useMutation } from '@tanstack/react-query';
import { Button } from '@/components/button';
import { Form } from '@/components/form';
import { PasswordField } from '@/components/password-field';
import { fieldMessage } from '@/lib/errors';
import { useTranslation } from '@/lib/i18n';
import { paths } from '@/lib/paths';
import { resetPassword } from '../api';
import { AuthPage } from './auth-page';
import { OutcomePage } from './outcome-page';

export function ResetPasswordPage({ token }: { token: string }) {
  const { t } = useTranslation();
  const reset = useMutation({ mutationFn: resetPassword });
  const title = t('reset.title');
  if (reset.isSuccess) {
    const next = { to: paths.signIn, label: t('sign_in.title') };
    return <OutcomePage title={title} tone="good" text={t('reset.done')} next={next} />;
  }
  if (token === '' || fieldMessage(reset.error, '/token') !== undefined) {
    const text = t(token === '' ? 'link.missing' : 'reset.invalid');
    const next = { to: paths.forgottenPassword, label: t('reset.again') };
    return <OutcomePage title={title} tone="error" text={text} next={next} />;
  }
  return (
    <AuthPage title={title} text={t('reset.text')}>
      <Form
        error={reset.error}
        fields={['/password']}
        onSubmit={(value) => reset.mutate({ token, password: value('password') })}
      >
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
