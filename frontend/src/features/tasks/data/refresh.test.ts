// When the lists are fetched again after changes.

import { QueryClient, QueryObserver } from '@tanstack/react-query';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { LISTS } from './list';
import { refreshLists, whileChanging } from './refresh';

const SHOWN = 700;

let queries: QueryClient;
let fetched = 0;
let leave: () => void;

beforeEach(async () => {
  vi.useFakeTimers();
  queries = new QueryClient();
  const list = new QueryObserver(queries, {
    queryKey: [...LISTS, 'all'],
    queryFn: () => Promise.resolve((fetched += 1)),
  });
  leave = list.subscribe(() => undefined);
  await vi.advanceTimersByTimeAsync(0);
  fetched = 0;
});
afterEach(async () => {
  await vi.runAllTimersAsync();
  leave();
  vi.useRealTimers();
});

const change = (milliseconds = 0) =>
  whileChanging(queries, () => new Promise<void>((done) => setTimeout(done, milliseconds)));

test('a changed task is shown where it was for a moment, then the lists are fetched', async () => {
  void change();
  await vi.advanceTimersByTimeAsync(SHOWN - 1);
  expect(fetched).toBe(0);
  await vi.advanceTimersByTimeAsync(1);
  expect(fetched).toBe(1);
});

test('several changes in a row are followed by one fetch', async () => {
  void change();
  await vi.advanceTimersByTimeAsync(SHOWN - 100);
  void change();
  await vi.advanceTimersByTimeAsync(SHOWN - 100);
  expect(fetched).toBe(0);
  await vi.advanceTimersByTimeAsync(SHOWN * 2);
  expect(fetched).toBe(1);
});

test('nothing is fetched until the last of several changes is made', async () => {
  void change();
  void change(SHOWN * 3);
  await vi.advanceTimersByTimeAsync(SHOWN * 2);
  await refreshLists(queries);
  expect(fetched).toBe(0);
  await vi.advanceTimersByTimeAsync(SHOWN * 2);
  expect(fetched).toBe(1);
});

test('a fetch at once replaces the one that was due', async () => {
  void change();
  await vi.advanceTimersByTimeAsync(0);
  await refreshLists(queries);
  await vi.advanceTimersByTimeAsync(SHOWN * 2);
  expect(fetched).toBe(1);
});

test('a rejected change is followed by a fetch as well', async () => {
  const rejected = whileChanging(queries, () => Promise.reject(new Error('refused')));
  await expect(rejected).rejects.toThrow('refused');
  await vi.advanceTimersByTimeAsync(SHOWN);
  expect(fetched).toBe(1);
});

test('a list that is not on screen is forgotten, to be fetched when it is shown', async () => {
  queries.setQueryData([...LISTS, 'completed'], 'old');
  await refreshLists(queries);
  expect(queries.getQueryData([...LISTS, 'completed'])).toBeUndefined();
});

test('an answer from before a change is dropped', async () => {
  const before = queries.invalidateQueries({ queryKey: LISTS });
  const seen = queries.getQueryData([...LISTS, 'all']);
  void change();
  await before;
  expect(queries.getQueryData([...LISTS, 'all'])).toBe(seen);
});
