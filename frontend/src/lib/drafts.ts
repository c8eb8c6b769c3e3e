// Text that was typed and not saved. It stays in this browser until it is saved or discarded, through
// closed tabs and signing out, and only its own account sees it. Tabs share it. Passwords are never
// drafts.

import { useCallback, useMemo, useSyncExternalStore } from 'react';
import { readStored, storedKeys, writeStored } from './storage';

const PREFIX = 'errand-draft:';

// How long after the last key drafts are written, in milliseconds.
const PAUSE = 300;

// Drafts that are newer than those in storage, or that storage has no room for.
const unwritten = new Map<string, string>();
const listeners = new Set<() => void>();
let timer: ReturnType<typeof setTimeout> | undefined;

// A phone may end a hidden page without another event.
addEventListener('pagehide', writeAll);
document.addEventListener('visibilitychange', writeAll);
// Another tab has written.
addEventListener('storage', tell);

export function readDraft(owner: string, name: string): string {
  const key = keyOf(owner, name);
  return unwritten.get(key) ?? readStored('localStorage', key) ?? '';
}

// An empty text discards the draft.
export function writeDraft(owner: string, name: string, text: string): void {
  unwritten.set(keyOf(owner, name), text);
  clearTimeout(timer);
  timer = setTimeout(writeAll, PAUSE);
  tell();
}

export function useDraft(owner: string, name: string): [string, (text: string) => void] {
  const text = useSyncExternalStore(subscribe, () => readDraft(owner, name));
  const setText = useCallback((next: string) => writeDraft(owner, name, next), [owner, name]);
  return [text, setText];
}

// The names of an account's drafts that begin with `prefix`, in order.
export function useDraftNames(owner: string, prefix: string): string[] {
  const names = useSyncExternalStore(subscribe, () => {
    const keys = keysOf(owner).filter((key) => key.startsWith(keyOf(owner, prefix)));
    const own = keys.map((key) => key.slice(keyOf(owner, '').length));
    return JSON.stringify(own.filter((name) => readDraft(owner, name) !== '').sort());
  });
  return useMemo(() => JSON.parse(names) as string[], [names]);
}

// Removes all drafts of an account that no longer exists.
export function forgetDrafts(owner: string): void {
  for (const key of keysOf(owner)) {
    unwritten.delete(key);
    writeStored('localStorage', key, null);
  }
  tell();
}

function keysOf(owner: string): string[] {
  const keys = new Set([...unwritten.keys(), ...storedKeys('localStorage')]);
  return [...keys].filter((key) => key.startsWith(keyOf(owner, '')));
}

function keyOf(owner: string, name: string): string {
  return `${PREFIX}${owner}:${name}`;
}

function writeAll(): void {
  for (const [key, text] of unwritten) {
    if (writeStored('localStorage', key, text === '' ? null : text)) unwritten.delete(key);
  }
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

function tell(): void {
  for (const listener of listeners) listener();
}
