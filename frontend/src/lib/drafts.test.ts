// Drafts outlive the page and belong to one account.

import { act, renderHook } from '@testing-library/react';
import { expect, test, vi } from 'vitest';
import { forgetDrafts, readDraft, useDraft, writeDraft } from './drafts';

const stored = () => Object.fromEntries(Object.entries(localStorage));

test('typed text is written after a pause, once', () => {
  vi.useFakeTimers();
  const write = vi.spyOn(Storage.prototype, 'setItem');
  writeDraft('ada', 'line', 'Buy');
  writeDraft('ada', 'line', 'Buy bread');
  expect(readDraft('ada', 'line')).toBe('Buy bread');
  expect(stored()).toEqual({});
  vi.runAllTimers();
  expect(stored()).toEqual({ 'errand-draft:ada:line': 'Buy bread' });
  expect(write).toHaveBeenCalledOnce();
  vi.useRealTimers();
});

test.each([
  ['closing the page', () => dispatchEvent(new Event('pagehide'))],
  ['hiding it', () => document.dispatchEvent(new Event('visibilitychange'))],
])('%s writes what was typed at once', (_, leave) => {
  writeDraft('ada', 'line', 'Buy');
  leave();
  expect(stored()).toEqual({ 'errand-draft:ada:line': 'Buy' });
});

test('an account sees its own drafts only', () => {
  writeDraft('ada', 'line', 'A secret');
  const { result, rerender } = renderHook(({ owner }) => useDraft(owner, 'line')[0], {
    initialProps: { owner: 'bob' },
  });
  expect(result.current).toBe('');
  rerender({ owner: 'ada' });
  expect(result.current).toBe('A secret');
});

test('a draft written in another tab shows', () => {
  const { result } = renderHook(() => useDraft('ada', 'line')[0]);
  act(() => {
    localStorage.setItem('errand-draft:ada:line', 'Buy');
    dispatchEvent(new Event('storage'));
  });
  expect(result.current).toBe('Buy');
});

test('without storage a draft lasts as long as the page', () => {
  vi.spyOn(Storage.prototype, 'setItem').mockImplementation(() => {
    throw new Error('full');
  });
  writeDraft('ada', 'line', 'Buy');
  dispatchEvent(new Event('pagehide'));
  expect(readDraft('ada', 'line')).toBe('Buy');
  writeDraft('ada', 'line', '');
});

test('deleting an account forgets its drafts and no others', () => {
  writeDraft('ada', 'line', 'One');
  writeDraft('bob', 'line', 'Two');
  dispatchEvent(new Event('pagehide'));
  writeDraft('ada', 'task', 'Three');
  writeDraft('bob', 'task', 'Four');
  forgetDrafts('ada');
  dispatchEvent(new Event('pagehide'));
  expect(stored()).toEqual({ 'errand-draft:bob:line': 'Two', 'errand-draft:bob:task': 'Four' });
});
