// One access token: what it may do, until when, and when it was last used.

import { KeyRound } from 'lucide-react';
import { Button } from '@/components/button';
import { sayInstant } from '@/lib/calendar';
import { useTranslation } from '@/lib/i18n';
import { useMe } from '@/lib/me';
import type { AccessToken } from '../api';

interface TokenRowProps {
  token: AccessToken;
  onRevoke: () => void;
}

export function TokenRow({ token, onRevoke }: TokenRowProps) {
  const { t, language } = useTranslation();
  const me = useMe();
  const say = (instant: string) => sayInstant(instant, me.time_zone, language);
  const facts = [
    token.scopes.map((scope) => t(`scopes.${scope}`)).join(', '),
    token.expires_at === null
      ? t('tokens.never_expires')
      : t('tokens.expires', { time: say(token.expires_at) }),
    token.last_used_at === null
      ? t('tokens.never_used')
      : t('sessions.last_used', { time: say(token.last_used_at) }),
  ];
  return (
    <li className="flex items-center gap-4 border-line py-3.5 not-last:border-b">
      <KeyRound size={20} className="shrink-0 text-muted" aria-hidden />
      <div className="min-w-0 flex-1">
        <p className="font-medium">
          <bdi>{token.name}</bdi>
        </p>
        <p className="text-sm text-muted">{facts.join(' · ')}</p>
      </div>
      <Button
        look="danger-quiet"
        aria-label={t('tokens.revoke_one', { name: token.name })}
        onClick={onRevoke}
      >
        {t('tokens.revoke')}
      </Button>
    </li>
  );
}
