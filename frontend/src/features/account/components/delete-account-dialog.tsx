// Deletes the account, after confirming the password.

import { useMutation } from '@tanstack/react-query';
import { Button } from '@/components/button';
import { Dialog } from '@/components/dialog';
import { Form } from '@/components/form';
import { PasswordField } from '@/components/password-field';
import { leave } from '@/lib/api/session';
import { forgetDrafts } from '@/lib/drafts';
import { isCode } from '@/lib/errors';
import { useTranslation } from '@/lib/i18n';
import { useMe } from '@/lib/me';
import { showToast } from '@/lib/toasts';
import { deleteAccount } from '../api';
import { currentPasswordError } from '../wrong-password';

export function DeleteAccountDialog({ onClose }: { onClose: () => void }) {
  const { t } = useTranslation();
  const me = useMe();
  const deletion = useMutation({
    mutationFn: deleteAccount,
    onSuccess() {
      forgetDrafts(me.id);
      leave();
      showToast({ text: t('deletion.done') });
    },
  });
  return (
    <Dialog title={t('deletion.title')} onClose={onClose} alert>
      <Form
        error={isCode(deletion.error, 'wrong_password') ? null : deletion.error}
        fields={['/current_password']}
        onSubmit={(value) => deletion.mutate(value('password'))}
      >
        <p>{t('deletion.confirm', { email: me.email })}</p>
        <PasswordField
          label={t('password.current')}
          name="password"
          autoComplete="current-password"
          data-autofocus
          error={currentPasswordError(deletion.error)}
        />
        <div className="flex justify-end gap-2">
          <Button look="quiet" onClick={onClose}>
            {t('cancel')}
          </Button>
          <Button type="submit" look="danger" busy={deletion.isPending}>
            {t('deletion.submit')}
          </Button>
        </div>
      </Form>
    </Dialog>
  );
}
