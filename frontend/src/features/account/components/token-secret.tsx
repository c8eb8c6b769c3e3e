// Shows the secret of a new access token, with a copy button.

import { Check, Copy } from 'lucide-react';
import { useState } from 'react';
import { Button } from '@/components/button';
import { TextField } from '@/components/field';
import { useTranslation } from '@/lib/i18n';

export function TokenSecret({ secret, onDone }: { secret: string; onDone: () => void }) {
  const { t } = useTranslation();
  const [isCopied, setCopied] = useState(false);
  const copy = () => {
    // If the browser refuses to copy, the text can still be selected.
    navigator.clipboard.writeText(secret).then(
      () => setCopied(true),
      () => undefined,
    );
  };
  return (
    <div className="grid gap-5">
      <TextField
        label={t('tokens.secret')}
        hint={t('tokens.once')}
        readOnly
        dir="ltr"
        className="font-mono text-sm"
        value={secret}
        onFocus={(event) => event.target.select()}
      />
      <div className="flex justify-end gap-2">
        <Button look="outline" onClick={copy}>
          {isCopied ? <Check size={16} aria-hidden /> : <Copy size={16} aria-hidden />}
          <span aria-live="polite">{t(isCopied ? 'tokens.copied' : 'tokens.copy')}</span>
        </Button>
        <Button onClick={onDone}>{t('tokens.done')}</Button>
      </div>
    </div>
  );
}
