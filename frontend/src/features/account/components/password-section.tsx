// Changes the password.

import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { Button } from '@/components/button';
import { Form } from '@/components/form';
import { Notice } from '@/components/notice';
import { PasswordField } from '@/components/password-field';
import { fieldMessage, isCode } from '@/lib/errors';
import { useTranslation } from '@/lib/i18n';
import { changePassword } from '../api';
import { currentPasswordError } from '../wrong-password';
import { Section } from './section';

export function PasswordSection() {
  const { t } = useTranslation();
  const queries = useQueryClient();
  // Changing the key clears the fields.
  const [times, setTimes] = useState(0);
  const change = useMutation({
    mutationFn: changePassword,
    onSuccess() {
      setTimes(times + 1);
      void queries.invalidateQueries({ queryKey: ['account'] });
    },
  });
  return (
    <Section title={t('auth.password')} text={t('password.text')}>
      {change.isSuccess && <Notice tone="good">{t('password.changed')}</Notice>}
      <Form
        key={times}
        className="grid max-w-sm gap-5"
        error={isCode(change.error, 'wrong_password') ? null : change.error}
        fields={['/current_password', '/new_password']}
        onSubmit={(value) =>
          change.mutate({ current_password: value('current'), new_password: value('new') })
        }
      >
        <PasswordField
          label={t('password.current')}
          name="current"
          autoComplete="current-password"
          error={currentPasswordError(change.error)}
        />
        <PasswordField
          label={t('password.new')}
          name="new"
          autoComplete="new-password"
          hint={t('auth.password_hint')}
          error={fieldMessage(change.error, '/new_password')}
        />
        <Button type="submit" className="justify-self-start" busy={change.isPending}>
          {t('password.change')}
        </Button>
      </Form>
    </Section>
  );
}
