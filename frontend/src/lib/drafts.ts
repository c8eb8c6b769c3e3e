// Unsaved input, kept per tab through reloads and expired sessions. Each draft belongs to one
// account. Passwords are never drafts.

import { useState } from 'react';
import { readStored, writeStored } from './storage';

const PREFIX = 'errand-draft:';

export function useDraft(owner: string, name: string): [string, (text: string) => void] {
  const key = `${PREFIX}${owner}:${name}`;
  const [text, setText] = useState(() => readStored('sessionStorage', key) ?? '');
  return [
    text,
    (next) => {
      setText(next);
      writeStored('sessionStorage', key, next === '' ? null : next);
    },
  ];
}

export function forgetDrafts(): void {
  try {
    for (const key of Object.keys(sessionStorage)) {
      if (key.startsWith(PREFIX)) sessionStorage.removeItem(key);
    }
  } catch {
    // If storage is blocked, there are no drafts to forget.
  }
}
