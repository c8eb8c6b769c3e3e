// Signing in and up while the page still asks whether there is a session.

import { delay, http, HttpResponse } from 'msw';
import { expect, test } from 'vitest';
import { restore, session } from '@/lib/api/session';
import { origin, problem, server } from '@/testing/server';
import { signIn, signUp } from './api';

test.each([
  ['in', signIn],
  ['up', signUp],
])('signing %s is not undone by the late answer that there was no session', async (_, sign) => {
  server.use(
    http.post(`${origin}/api/v1/auth/refresh`, async () => {
      await delay(200);
      return problem(401, 'invalid_session');
    }),
    http.post(`${origin}/api/v1/auth/signup`, () => HttpResponse.json({}, { status: 201 })),
    http.post(`${origin}/api/v1/auth/login`, () => HttpResponse.json({ access_token: 'new' })),
    http.patch(`${origin}/api/v1/users/me`, () => HttpResponse.json({})),
  );
  session.set({ status: 'restoring' });
  const restored = restore();
  await Promise.all([
    restored,
    sign({ email: 'ada@example.org', password: 'correct horse', invitation: '' }),
  ]);
  expect(session.get()).toEqual({ status: 'signed-in', token: 'new' });
});
