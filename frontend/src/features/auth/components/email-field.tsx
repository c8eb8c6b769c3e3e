// The email field. Its value carries over between the signed-out pages.

import { useState } from 'react';
import { TextField } from '@/components/field';
import { useTranslation } from '@/lib/i18n';
import { readStored, writeStored } from '@/lib/storage';

const TYPED = 'errand-email';

export function EmailField({ error }: { error?: string | undefined }) {
  const { t } = useTranslation();
  const [email, setEmail] = useState(() => readStored('sessionStorage', TYPED) ?? '');
  return (
    <TextField
      label={t('auth.email')}
      error={error}
      name="email"
      type="email"
      dir="ltr"
      autoComplete="username"
      autoCapitalize="none"
      spellCheck={false}
      required
      value={email}
      onChange={(event) => {
        setEmail(event.target.value);
        writeStored('sessionStorage', TYPED, event.target.value || null);
      }}
    />
  );
}

export function forgetTypedEmail(): void {
  writeStored('sessionStorage', TYPED, null);
}
