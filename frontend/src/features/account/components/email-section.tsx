// The account's email: its verification, and changing it, which takes a link sent to the new one.

import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { Button } from '@/components/button';
import { TextField } from '@/components/field';
import { Form } from '@/components/form';
import { Notice } from '@/components/notice';
import { PasswordField } from '@/components/password-field';
import { fieldMessage, isCode, messageOf } from '@/lib/errors';
import { useTranslation } from '@/lib/i18n';
import { meQuery, useMe } from '@/lib/me';
import { changeEmail } from '../api';
import { currentPasswordError } from '../wrong-password';
import { Section } from './section';
import { UnverifiedNotice } from './unverified-notice';

export function EmailSection() {
  const { t } = useTranslation();
  const me = useMe();
  const queries = useQueryClient();
  const [isEditing, setEditing] = useState(false);
  const change = useMutation({
    mutationFn: changeEmail,
    async onSuccess() {
      setEditing(false);
      await queries.invalidateQueries({ queryKey: meQuery.queryKey });
    },
  });
  const pending = me.pending_email;
  const isTaken = isCode(change.error, 'email_taken');
  return (
    <Section title={t('auth.email')} text={t('email.text')}>
      {change.data?.pending_email === null && <Notice tone="good">{t('email.changed')}</Notice>}
      {pending !== null && <Notice tone="hint">{t('email.pending', { email: pending })}</Notice>}
      {pending === null && !me.email_verified && <UnverifiedNotice />}
      {!isEditing && (
        <div className="flex flex-wrap items-center justify-between gap-3">
          <bdi>{me.email}</bdi>
          <Button look="outline" onClick={() => setEditing(true)}>
            {t('email.change')}
          </Button>
        </div>
      )}
      {isEditing && (
        <Form
          className="grid max-w-sm gap-5"
          error={isTaken || isCode(change.error, 'wrong_password') ? null : change.error}
          fields={['/email', '/current_password']}
          onSubmit={(value) =>
            change.mutate({ email: value('email'), current_password: value('password') })
          }
        >
          <TextField
            label={t('email.new')}
            name="email"
            type="email"
            dir="ltr"
            autoComplete="email"
            required
            error={isTaken ? messageOf(change.error) : fieldMessage(change.error, '/email')}
          />
          <PasswordField
            label={t('password.current')}
            name="password"
            autoComplete="current-password"
            error={currentPasswordError(change.error)}
          />
          <div className="flex gap-2">
            <Button type="submit" busy={change.isPending}>
              {t('email.change')}
            </Button>
            <Button look="quiet" onClick={() => setEditing(false)}>
              {t('cancel')}
            </Button>
          </div>
        </Form>
      )}
    </Section>
  );
}
