// Ids made in the browser are UUIDv7.

import { expect, test, vi } from 'vitest';
import { newId } from './uuid';

test('ids are UUIDv7, also where the browser makes no UUIDs itself', () => {
  vi.stubGlobal('crypto', { getRandomValues: crypto.getRandomValues.bind(crypto) });
  for (let i = 0; i < 100; i += 1) {
    expect(newId()).toMatch(
      /^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/,
    );
  }
  vi.unstubAllGlobals();
});

test('ids begin with the time, and differ', () => {
  vi.setSystemTime('2026-11-30T12:00:00.123Z');
  const ids = [newId(), newId()];
  vi.useRealTimers();
  for (const id of ids) {
    expect(new Date(parseInt(id.slice(0, 13).replace('-', ''), 16)).toISOString()).toBe(
      '2026-11-30T12:00:00.123Z',
    );
  }
  expect(ids[0]).not.toBe(ids[1]);
});
