// The API client against a mock server: expired tokens, rejected refreshes, no network.

import { delay, http, HttpResponse } from 'msw';
import { beforeEach, expect, test } from 'vitest';
import { ApiError, NetworkError } from '@/lib/errors';
import { origin, problem, server } from '@/testing/server';
import { answer, api } from './client';
import { begin, restore, session, signOut } from './session';

let refreshes = 0;

beforeEach(() => {
  refreshes = 0;
  begin('stale');
});

function serverWith(refresh: () => Response | Promise<Response>) {
  server.use(
    http.get(`${origin}/api/v1/tags`, ({ request }) =>
      request.headers.get('authorization') === 'Bearer fresh'
        ? HttpResponse.json({ items: [], next_cursor: null })
        : problem(401, 'unauthenticated'),
    ),
    http.post(`${origin}/api/v1/auth/refresh`, () => {
      refreshes += 1;
      return refresh();
    }),
  );
}

const listTags = () => answer(api.GET('/api/v1/tags'));

test('concurrent requests with an expired token share one refresh and all succeed', async () => {
  serverWith(async () => {
    await delay(20);
    return HttpResponse.json({ access_token: 'fresh', token_type: 'bearer' });
  });
  const answers = await Promise.all([listTags(), listTags(), listTags(), listTags()]);
  expect(answers).toHaveLength(4);
  expect(refreshes).toBe(1);
  expect(session.get()).toEqual({ status: 'signed-in', token: 'fresh' });
});

test('a body is sent again after a refresh', async () => {
  const titles: unknown[] = [];
  serverWith(() => HttpResponse.json({ access_token: 'fresh', token_type: 'bearer' }));
  server.use(
    http.post(`${origin}/api/v1/tasks`, async ({ request }) => {
      titles.push(await request.json());
      const isFresh = request.headers.get('authorization') === 'Bearer fresh';
      return isFresh ? HttpResponse.json({}, { status: 201 }) : problem(401, 'unauthenticated');
    }),
  );
  await api.POST('/api/v1/tasks', { body: { title: 'milk' } });
  expect(titles).toEqual([{ title: 'milk' }, { title: 'milk' }]);
});

test('a rejected refresh expires the session', async () => {
  serverWith(() => problem(401, 'invalid_session'));
  await expect(listTags()).rejects.toMatchObject({ status: 401 });
  expect(session.get()).toEqual({ status: 'signed-out', reason: 'expired' });
});

test('a token rejected again after a refresh is not refreshed forever', async () => {
  serverWith(() => HttpResponse.json({ access_token: 'bad', token_type: 'bearer' }));
  await expect(listTags()).rejects.toBeInstanceOf(ApiError);
  expect(refreshes).toBe(1);
});

test('a network failure during a refresh does not end the session', async () => {
  serverWith(() => HttpResponse.error());
  await expect(listTags()).rejects.toBeInstanceOf(NetworkError);
  expect(session.get().status).toBe('signed-in');
});

test('opening the page offline does not sign out', async () => {
  serverWith(() => HttpResponse.error());
  await restore();
  expect(session.get().status).toBe('unreachable');
});

test('a rate-limited request is retried once after Retry-After', async () => {
  let asked = 0;
  server.use(
    http.get(`${origin}/api/v1/tags`, () => {
      asked += 1;
      const headers = { 'retry-after': '1' };
      return asked === 1
        ? problem(429, 'too_many_requests', { headers })
        : HttpResponse.json({ items: [], next_cursor: null });
    }),
  );
  await listTags();
  expect(asked).toBe(2);
});

test('a request that is rate-limited after a refresh is retried as well', async () => {
  serverWith(() => HttpResponse.json({ access_token: 'fresh', token_type: 'bearer' }));
  const limited = () => problem(429, 'too_many_requests', { headers: { 'retry-after': '1' } });
  let asked = 0;
  server.use(
    http.get(`${origin}/api/v1/tags`, ({ request }) => {
      asked += 1;
      const isFresh = request.headers.get('authorization') === 'Bearer fresh';
      return isFresh && asked === 2 ? limited() : undefined;
    }),
  );
  await listTags();
  expect(asked).toBe(3);
});

test.each(['1', '600'])('a second or a long rate limit is reported: %s s', async (seconds) => {
  let asked = 0;
  server.use(
    http.get(`${origin}/api/v1/tags`, () => {
      asked += 1;
      return problem(429, 'too_many_requests', { headers: { 'retry-after': seconds } });
    }),
  );
  await expect(listTags()).rejects.toMatchObject({ status: 429, retryAfter: Number(seconds) });
  expect(asked).toBe(seconds === '1' ? 2 : 1);
});

test('signing out offline is completed at the next start', async () => {
  const asked: string[] = [];
  let isThere = false;
  server.use(
    http.post(`${origin}/api/v1/auth/:what`, ({ params }) => {
      asked.push(String(params['what']));
      return isThere ? new HttpResponse(null, { status: 204 }) : HttpResponse.error();
    }),
  );
  await signOut();
  await restore();
  expect(session.get()).toEqual({ status: 'signed-out', reason: 'left' });
  isThere = true;
  await restore();
  expect(asked).toEqual(['logout', 'logout', 'logout']);
  expect(localStorage).toHaveLength(0);
});
