// The email field. Its value carries over between the signed-out pages.

import { TextField } from '@/components/field';
import { useDraft } from '@/lib/drafts';
import { useTranslation } from '@/lib/i18n';

export function EmailField({ error }: { error?: string | undefined }) {
  const { t } = useTranslation();
  const [email, setEmail] = useDraft('guest', 'email');
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
      onChange={(event) => setEmail(event.target.value)}
    />
  );
}
