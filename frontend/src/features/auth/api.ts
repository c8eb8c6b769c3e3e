// API calls that need no session.

import { answer, api } from '@/lib/api/client';
import { begin, refreshed } from '@/lib/api/session';

export interface Credentials {
  email: string;
  password: string;
}

export interface NewAccount extends Credentials {
  // The token of the invitation, or empty.
  invitation: string;
}

export async function signIn(credentials: Credentials): Promise<void> {
  await refreshed();
  const { access_token: token } = await answer(
    api.POST('/api/v1/auth/login', { body: credentials }),
  );
  begin(token);
}

// Creates the account and signs in. The time zone is set from the browser; a failure there does not
// fail the sign-up.
export async function signUp({ invitation, ...credentials }: NewAccount): Promise<void> {
  await refreshed();
  const body = invitation === '' ? credentials : { ...credentials, invitation };
  await api.POST('/api/v1/auth/signup', { body });
  const { access_token: token } = await answer(
    api.POST('/api/v1/auth/login', { body: credentials }),
  );
  const timeZone = Intl.DateTimeFormat().resolvedOptions().timeZone;
  await api
    .PATCH('/api/v1/users/me', {
      body: { time_zone: timeZone },
      headers: { authorization: `Bearer ${token}` },
    })
    .catch(() => undefined);
  begin(token);
}

export async function requestPasswordReset(email: string): Promise<void> {
  await api.POST('/api/v1/auth/password-reset', { body: { email } });
}

export async function resetPassword(body: { token: string; password: string }): Promise<void> {
  await api.POST('/api/v1/auth/password-reset/confirm', { body });
}

export async function verifyEmail(token: string): Promise<void> {
  await api.POST('/api/v1/auth/email-verification', { body: { token } });
}
