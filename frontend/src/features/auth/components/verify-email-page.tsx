// Verifies an email with the token of a link sent to it, also one to change to. It waits until the button is pressed,
// because mail scanners open links in a browser and run the scripts they find.

import { useMutation, useQueryClient } from '@tanstack/react-query';
import { Button } from '@/components/button';
import { Form } from '@/components/form';
import { fieldMessage, isCode } from '@/lib/errors';
import { useTranslation } from '@/lib/i18n';
import { meQuery } from '@/lib/me';
import { paths } from '@/lib/paths';
import { verifyEmail } from '../api';
import { AuthPage } from './auth-page';
import { OutcomePage } from './outcome-page';

export function VerifyEmailPage({ token }: { token: string }) {
  const { t } = useTranslation();
  const queries = useQueryClient();
  const verification = useMutation({
    mutationFn: () => verifyEmail(token),
    onSuccess: () => queries.invalidateQueries({ queryKey: meQuery.queryKey }),
  });
  const title = t('verify.title');
  if (verification.isSuccess) {
    const next = { to: paths.tasks, label: t('verify.go_on') };
    return <OutcomePage title={title} tone="good" text={t('verify.done')} next={next} />;
  }
  if (token === '' || fieldMessage(verification.error, '/token') !== undefined) {
    const text = t(token === '' ? 'link.missing' : 'verify.invalid');
    const next = { to: paths.account, label: t('verify.again') };
    return <OutcomePage title={title} tone="error" text={text} next={next} />;
  }
  if (isCode(verification.error, 'email_taken')) {
    const next = { to: paths.account, label: t('verify.again') };
    return <OutcomePage title={title} tone="error" text={t('verify.taken')} next={next} />;
  }
  return (
    <AuthPage title={title} text={t('verify.text')}>
      <Form error={verification.error} fields={[]} onSubmit={() => verification.mutate()}>
        <Button type="submit" busy={verification.isPending} className="min-h-11">
          {t('verify.submit')}
        </Button>
      </Form>
    </AuthPage>
  );
}
