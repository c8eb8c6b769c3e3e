// Error messages.

import { HttpResponse } from 'msw';
import { expect, test } from 'vitest';
import { problem } from '@/testing/server';
import {
  type FieldError,
  errorOf,
  fieldMessage,
  formMessage,
  messageOf,
  NetworkError,
} from './errors';

test('a known code has its own message', async () => {
  const error = await errorOf(problem(401, 'invalid_credentials'));
  expect(messageOf(error)).toBe('Incorrect email or password.');
});

test('an unknown code shows the server detail', async () => {
  const error = await errorOf(problem(418, 'teapot', { detail: 'it is a teapot' }));
  expect(messageOf(error)).toBe('The server rejected this request: it is a teapot.');
});

test.each([
  ['30', '30 seconds'],
  ['1800', '30 minutes'],
  [new Date(Date.now() + 60_000).toUTCString(), 'seconds'],
])('a rate limit says when to try again: %s', async (header, time) => {
  const error = await errorOf(
    problem(429, 'too_many_requests', { headers: { 'retry-after': header } }),
  );
  expect(messageOf(error)).toContain(time);
});

test('an error that is not JSON still has a message', async () => {
  const error = await errorOf(new HttpResponse('<html>', { status: 502 }));
  expect(messageOf(error)).toContain('on our side');
});

test('an error of the page itself is not blamed on the server', () => {
  expect(messageOf(new TypeError('undefined is not a function'))).toBe(
    'Something went wrong on this page. Reload it and try again.',
  );
});

test('a network failure has its own message', () => {
  expect(messageOf(new NetworkError(null))).toContain('Can’t reach the server');
});

test('a field shows errors of its value and of its parts', async () => {
  const errors: FieldError[] = [
    { pointer: '/tags/3', code: 'too_long', detail: 'in 2 words: too long', params: { max: 50 } },
    { pointer: '/title', code: 'new_rule', detail: 'must rhyme', params: { allowed: ['ab'] } },
  ];
  const error = await errorOf(problem(422, 'invalid_request', { errors }));
  expect(fieldMessage(error, '/tags')).toBe('Use no more than 50 characters.');
  expect(fieldMessage(error, '/title')).toBe('This isn’t valid: must rhyme.');
  expect(fieldMessage(error, '/due_date')).toBeUndefined();
  expect(formMessage(error, ['/title'])).toBeUndefined();
  expect(formMessage(error, ['/due_date'])).toBe('Use no more than 50 characters.');
});
