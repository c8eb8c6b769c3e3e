// Security events in words.

import type { Translate } from '@/lib/i18n';

const kinds = [
  'signed_up',
  'logged_in',
  'login_failed',
  'logged_out',
  'password_changed',
  'password_reset_requested',
  'password_reset',
  'email_change_requested',
  'email_changed',
  'email_verified',
  'session_ended',
  'other_sessions_ended',
  'refresh_token_reused',
  'personal_token_made',
  'personal_token_revoked',
  'account_created',
  'password_set',
  'account_disabled',
  'account_enabled',
  'admin_granted',
  'admin_revoked',
] as const;

// A kind unknown to this page, from a newer server, is shown by its name.
export function eventText(kind: string, t: Translate): string {
  const known = kinds.find((one) => one === kind);
  return known === undefined ? kind.replaceAll('_', ' ') : t(`events.${known}`);
}
