// What people read when something goes wrong.

import { HttpResponse } from 'msw';
import { expect, test } from 'vitest';
import { problem } from '@/testing/server';
import { errorOf, fieldMessage, formMessage, messageOf, NetworkError } from './errors';

test('a known code has its own sentence', async () => {
  const error = await errorOf(problem(401, 'invalid_credentials'));
  expect(messageOf(error)).toBe('The e-mail or the password is wrong.');
});

test('an unknown code is told in the words of the server', async () => {
  const error = await errorOf(problem(418, 'teapot', { detail: 'it is a teapot' }));
  expect(messageOf(error)).toBe('The server refused this: it is a teapot.');
});

test.each([
  ['30', '30 seconds'],
  ['1800', '30 minutes'],
  [new Date(Date.now() + 60_000).toUTCString(), 'seconds'],
])('too many requests say when to try again: %s', async (header, time) => {
  const error = await errorOf(
    problem(429, 'too_many_requests', { headers: { 'retry-after': header } }),
  );
  expect(messageOf(error)).toContain(time);
});

test('an answer that is not JSON is still a sentence', async () => {
  const error = await errorOf(new HttpResponse('<html>', { status: 502 }));
  expect(messageOf(error)).toContain('on our side');
});

test('no answer is told as such', () => {
  expect(messageOf(new NetworkError(null))).toContain('cannot be reached');
});

test('a field shows what is wrong with it or with a part of it', async () => {
  const errors = [
    { pointer: '/tags/3', code: 'too_long', detail: 'must be at most 50 characters' },
    { pointer: '/title', code: 'new_rule', detail: 'must rhyme' },
  ];
  const error = await errorOf(problem(422, 'invalid_request', { errors }));
  expect(fieldMessage(error, '/tags')).toBe('Use at most 50 characters.');
  expect(fieldMessage(error, '/title')).toBe('Not valid: must rhyme.');
  expect(fieldMessage(error, '/due_date')).toBeUndefined();
  expect(formMessage(error, ['/title'])).toBeUndefined();
  expect(formMessage(error, ['/due_date'])).toBe('Use at most 50 characters.');
});
