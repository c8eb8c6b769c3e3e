// An access token: its permissions, expiration and last use.

import { KeyRound } from 'lucide-react';
import { Button } from '@/components/button';
import { sayInstant } from '@/lib/calendar';
import { useTranslation } from '@/lib/i18n';
import { useMe } from '@/lib/me';
import type { AccessToken } from '../api';
import { ListEntry } from './list-entry';

interface TokenRowProps {
  token: AccessToken;
  onRevoke: () => void;
}

export function TokenRow({ token, onRevoke }: TokenRowProps) {
  const { t, language } = useTranslation();
  const me = useMe();
  const say = (instant: string) => sayInstant(instant, me.time_zone, language);
  const list = new Intl.ListFormat(language, { type: 'unit' });
  const facts = [
    list.format(token.scopes.map((scope) => t(`scopes.${scope}`))),
    token.expires_at === null
      ? t('tokens.never_expires')
      : t('tokens.expires', { time: say(token.expires_at) }),
    token.last_used_at === null
      ? t('tokens.never_used')
      : t('sessions.last_used', { time: say(token.last_used_at) }),
  ];
  return (
    <ListEntry icon={KeyRound} name={token.name} facts={facts}>
      <Button
        look="danger-quiet"
        className="-mx-2.5 px-2.5!"
        aria-label={t('tokens.revoke_one', { name: token.name })}
        onClick={onRevoke}
      >
        {t('tokens.revoke')}
      </Button>
    </ListEntry>
  );
}
