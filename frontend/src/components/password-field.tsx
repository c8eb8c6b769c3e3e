// A password input with a button that reveals it. Its value is never stored as a draft.

import { Eye, EyeOff } from 'lucide-react';
import { useState, type ComponentProps } from 'react';
import { useTranslation } from '@/lib/i18n';
import { IconButton } from './button';
import { Field } from './field';

interface PasswordFieldProps extends ComponentProps<'input'> {
  label: string;
  error?: string | undefined;
  hint?: string;
  autoComplete: 'current-password' | 'new-password';
}

export function PasswordField({ label, error, hint, ...rest }: PasswordFieldProps) {
  const { t } = useTranslation();
  const [shown, setShown] = useState(false);
  return (
    <Field label={label} error={error} hint={hint}>
      {(wiring) => (
        <div className="relative">
          <input
            className="control pe-11"
            type={shown ? 'text' : 'password'}
            required
            autoCapitalize="none"
            spellCheck={false}
            {...wiring}
            {...rest}
          />
          <IconButton
            label={t('password.show')}
            aria-pressed={shown}
            className="absolute inset-y-1 end-1"
            onClick={() => setShown(!shown)}
          >
            {shown ? <EyeOff size={18} aria-hidden /> : <Eye size={18} aria-hidden />}
          </IconButton>
        </div>
      )}
    </Field>
  );
}
