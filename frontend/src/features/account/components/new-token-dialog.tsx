// Creates an access token. Its secret is shown in this dialog and never again.

import { useMutation, useQueryClient } from '@tanstack/react-query';
import { Button } from '@/components/button';
import { Dialog } from '@/components/dialog';
import { SelectField, TextField } from '@/components/field';
import { Form } from '@/components/form';
import { PasswordField } from '@/components/password-field';
import { fieldMessage, isCode } from '@/lib/errors';
import { useTranslation } from '@/lib/i18n';
import { createToken, type Scope } from '../api';
import { currentPasswordError } from '../wrong-password';
import { TokenSecret } from './token-secret';

const scopes: Scope[] = ['tasks:read', 'tasks:write', 'account'];
const lifetimes = ['30', '90', '365', 'never'] as const;

export function NewTokenDialog({ onClose }: { onClose: () => void }) {
  const { t } = useTranslation();
  const queries = useQueryClient();
  const create = useMutation({
    mutationFn: createToken,
    onSuccess: () => queries.invalidateQueries({ queryKey: ['account'] }),
  });
  if (create.data !== undefined) {
    return (
      <Dialog title={t('tokens.made')} onClose={onClose}>
        <TokenSecret secret={create.data.token} onDone={onClose} />
      </Dialog>
    );
  }
  const scopesError = fieldMessage(create.error, '/scopes');
  return (
    <Dialog title={t('tokens.new')} onClose={onClose}>
      <Form
        error={isCode(create.error, 'wrong_password') ? null : create.error}
        fields={['/name', '/scopes', '/expires_at', '/current_password']}
        onSubmit={(value) =>
          create.mutate({
            name: value('name'),
            current_password: value('password'),
            scopes: scopes.filter((scope) => value(scope) === 'on'),
            ...expiry(value('lifetime')),
          })
        }
      >
        <TextField
          label={t('tokens.name')}
          name="name"
          hint={t('tokens.name_hint')}
          autoComplete="off"
          data-autofocus
          error={fieldMessage(create.error, '/name')}
        />
        <fieldset className="grid gap-2" aria-describedby="scopes-error">
          <legend className="mb-1.5 text-sm font-semibold">{t('tokens.scopes')}</legend>
          {scopes.map((scope) => (
            <label key={scope} className="flex min-h-8 cursor-pointer items-center gap-3">
              <input
                type="checkbox"
                name={scope}
                className="size-5"
                defaultChecked={scope === 'tasks:read'}
                aria-invalid={scopesError === undefined ? undefined : true}
              />
              {t(`scopes.${scope}`)}
            </label>
          ))}
          <p id="scopes-error" className="text-sm text-danger empty:hidden">
            {scopesError}
          </p>
        </fieldset>
        <SelectField
          label={t('tokens.lifetime')}
          name="lifetime"
          defaultValue="90"
          error={fieldMessage(create.error, '/expires_at')}
        >
          {lifetimes.map((days) => (
            <option key={days} value={days}>
              {days === 'never'
                ? t('tokens.never_expires')
                : t('tokens.days', { count: Number(days) })}
            </option>
          ))}
        </SelectField>
        <PasswordField
          label={t('password.current')}
          name="password"
          autoComplete="current-password"
          error={currentPasswordError(create.error)}
        />
        <Button type="submit" busy={create.isPending}>
          {t('tokens.create')}
        </Button>
      </Form>
    </Dialog>
  );
}

function expiry(days: string): { expires_at?: string } {
  if (days === 'never') return {};
  return { expires_at: new Date(Date.now() + Number(days) * 86_400_000).toISOString() };
}
