// Taking the token of an emailed link out of the address.

import { beforeEach, expect, test, vi } from 'vitest';

beforeEach(() => vi.resetModules());

async function load() {
  return (await import('./link-token')).linkToken;
}

test('the token leaves the address, as does the token of a second link in the same tab', async () => {
  history.replaceState({ key: 'kept' }, '', '/verify-email?lang=ar#token=first');
  const token = await load();
  expect(token.get()).toBe('first');
  expect(location.href).toBe(`${location.origin}/verify-email?lang=ar`);
  expect(history.state).toEqual({ key: 'kept' });

  location.hash = '#token=second';
  await vi.waitFor(() => expect(token.get()).toBe('second'));
  expect(location.href).toBe(`${location.origin}/verify-email?lang=ar`);
});

test('an address without a token is left alone', async () => {
  history.replaceState(null, '', '/verify-email#main');
  const token = await load();
  expect(token.get()).toBe('');
  expect(location.hash).toBe('#main');
});
