// API calls for the user's own account.

import { infiniteQueryOptions, queryOptions } from '@tanstack/react-query';
import { answer, api, type Schemas } from '@/lib/api/client';

export type Scope = Schemas['ScopeName'];
export type AccessToken = Schemas['PersonalTokenResponse'];

export const sessionsQuery = queryOptions({
  queryKey: ['account', 'sessions'],
  queryFn: async ({ signal }) => (await answer(api.GET('/api/v1/auth/sessions', { signal }))).items,
});

export const tokensQuery = queryOptions({
  queryKey: ['account', 'tokens'],
  queryFn: async ({ signal }) =>
    (await answer(api.GET('/api/v1/users/me/tokens', { signal }))).items,
});

export const eventsQuery = infiniteQueryOptions({
  queryKey: ['account', 'events'],
  queryFn: ({ pageParam, signal }) => {
    const query = { limit: 20, ...(pageParam === undefined ? {} : { cursor: pageParam }) };
    return answer(api.GET('/api/v1/users/me/events', { params: { query }, signal }));
  },
  initialPageParam: undefined as string | undefined,
  getNextPageParam: (page) => page.next_cursor ?? undefined,
});

export function changeTimeZone(timeZone: string) {
  return answer(api.PATCH('/api/v1/users/me', { body: { time_zone: timeZone } }));
}

export function changeEmail(body: { email: string; current_password: string }) {
  return answer(api.PUT('/api/v1/users/me/email', { body }));
}

export async function sendVerification(): Promise<void> {
  await api.POST('/api/v1/users/me/email-verification');
}

export async function changePassword(body: {
  current_password: string;
  new_password: string;
}): Promise<void> {
  await api.PUT('/api/v1/users/me/password', { body });
}

export async function endSession(id: string): Promise<void> {
  await api.DELETE('/api/v1/auth/sessions/{id}', { params: { path: { id } } });
}

export async function endOtherSessions(): Promise<void> {
  await api.DELETE('/api/v1/auth/sessions');
}

export function createToken(body: Schemas['CreatePersonalTokenRequest']) {
  return answer(api.POST('/api/v1/users/me/tokens', { body }));
}

export async function revokeToken(id: string): Promise<void> {
  await api.DELETE('/api/v1/users/me/tokens/{id}', { params: { path: { id } } });
}

export function exportAccount(): Promise<Blob> {
  return answer(api.GET('/api/v1/users/me/export', { parseAs: 'blob' }));
}

export async function deleteAccount(currentPassword: string): Promise<void> {
  await api.DELETE('/api/v1/users/me', { body: { current_password: currentPassword } });
}
