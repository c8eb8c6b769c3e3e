// Requests a password reset link. The answer does not reveal whether the account exists.

import { useMutation } from '@tanstack/react-query';
import { Button } from '@/components/button';
import { Form } from '@/components/form';
import { Notice } from '@/components/notice';
import { fieldMessage } from '@/lib/errors';
import { useTranslation } from '@/lib/i18n';
import { paths } from '@/lib/paths';
import { requestPasswordReset } from '../api';
import { AuthLink } from './auth-link';
import { AuthPage } from './auth-page';
import { EmailField } from './email-field';

export function ForgottenPasswordPage() {
  const { t } = useTranslation();
  const request = useMutation({ mutationFn: requestPasswordReset });
  return (
    <AuthPage
      title={t('forgotten.title')}
      text={t('forgotten.text')}
      footer={<AuthLink to={paths.signIn}>{t('forgotten.back')}</AuthLink>}
    >
      <Form
        error={request.error}
        fields={['/email']}
        onSubmit={(value) => request.mutate(value('email'))}
      >
        {request.isSuccess && <Notice tone="good">{t('forgotten.sent')}</Notice>}
        <EmailField error={fieldMessage(request.error, '/email')} />
        <Button type="submit" busy={request.isPending} className="min-h-11">
          {t('forgotten.submit')}
        </Button>
      </Form>
    </AuthPage>
  );
}
