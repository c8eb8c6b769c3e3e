// New tasks that are not added yet. Their lines are drafts until the server has added them, so neither
// a refusal nor a closed page loses one.

import { useState } from 'react';
import { readDraft, useDraftNames, writeDraft } from '@/lib/drafts';
import { createStore, useStore } from '@/lib/store';

const PREFIX = 'new-task:';

// What this page knows about a line: it waits for the answer, the line was never sent, or it was
// refused.
type Fate = 'sent' | 'unsent' | Error;

const fates = createStore<ReadonlyMap<string, Fate>>(new Map());

export interface UnaddedLine {
  name: string;
  line: string;
  // Unknown if the page that sent the line was closed before the server answered.
  fate: 'unsent' | Error | undefined;
}

export function keepLine(owner: string, line: string, fate: 'sent' | 'unsent'): string {
  const name = `${PREFIX}${Date.now()}-${crypto.randomUUID()}`;
  setFate(name, fate);
  writeDraft(owner, name, line);
  return name;
}

export function setFate(name: string, fate: Fate): void {
  fates.set(new Map([...fates.get(), [name, fate]]));
}

export function forgetLine(owner: string, name: string): void {
  writeDraft(owner, name, '');
  fates.set(new Map([...fates.get()].filter(([one]) => one !== name)));
}

export function useUnaddedLines(owner: string): UnaddedLine[] {
  const names = useDraftNames(owner, PREFIX);
  const known = useStore(fates);
  // Only lines of pages that were closed: one that appears later is sent by another tab.
  const [left] = useState(() => new Set(names));
  return names.flatMap((name) => {
    const fate = known.get(name);
    if (fate === 'sent' || (fate === undefined && !left.has(name))) return [];
    return [{ name, line: readDraft(owner, name), fate }];
  });
}
