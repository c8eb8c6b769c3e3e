// New tasks that are not added yet. Their lines are drafts until the server has added them, so neither
// a refusal nor a closed page loses one. A line is stored under the id of its task, so adding it again
// adds no second task.

import { useEffect } from 'react';
import { answer, api } from '@/lib/api/client';
import { readDraft, useDraftNames, writeDraft } from '@/lib/drafts';
import { isCode } from '@/lib/errors';
import { createStore, useStore } from '@/lib/store';

const PREFIX = 'new-task:';

// What this page knows about a line: it waits for the answer, the line was never sent, the page that
// sent it was closed before the answer, or it was refused.
type Fate = 'sent' | 'unsent' | 'unanswered' | Error;

const fates = createStore<ReadonlyMap<string, Fate>>(new Map());

export interface UnaddedLine {
  id: string;
  line: string;
  fate: Exclude<Fate, 'sent'>;
}

export function keepLine(owner: string, id: string, line: string, fate: 'sent' | 'unsent'): void {
  setFate(id, fate);
  writeDraft(owner, PREFIX + id, line);
}

export function setFate(id: string, fate: Fate): void {
  fates.set(new Map([...fates.get(), [id, fate]]));
}

export function forgetLine(owner: string, id: string): void {
  writeDraft(owner, PREFIX + id, '');
  fates.set(new Map([...fates.get()].filter(([one]) => one !== id)));
}

export function useUnaddedLines(owner: string): UnaddedLine[] {
  const ids = useDraftNames(owner, PREFIX).map((name) => name.slice(PREFIX.length));
  const known = useStore(fates);
  useEffect(() => {
    for (const id of ids) if (!fates.get().has(id)) void findOut(owner, id);
    // Only lines of pages that were closed: one that appears later is sent by another tab.
    // eslint-disable-next-line react-hooks/exhaustive-deps
  }, [owner]);
  return ids.flatMap((id) => {
    const fate = known.get(id);
    if (fate === undefined || fate === 'sent') return [];
    return [{ id, line: readDraft(owner, PREFIX + id), fate }];
  });
}

// Whether the task was added although its page was closed before the answer.
async function findOut(owner: string, id: string): Promise<void> {
  try {
    await answer(api.GET('/api/v1/tasks/{id}', { params: { path: { id } } }));
    forgetLine(owner, id);
  } catch (error) {
    setFate(id, isCode(error, 'task_not_found') ? 'unsent' : 'unanswered');
  }
}
