// The draft of a task, for its form and its row.

import { readDraft, useDraft, writeDraft } from '@/lib/drafts';
import { translation } from '@/lib/i18n';
import { useMe } from '@/lib/me';
import { showToast } from '@/lib/toasts';
import type { Task } from '../data/list';
import {
  changesOf,
  parseDraft,
  textOf,
  withSaved,
  withValues,
  type Draft,
  type TaskValues,
} from './draft';

export interface TaskDraft {
  // The task with the draft applied.
  values: TaskValues;
  // A tag still being typed.
  tag: string;
  // The values that differ from the saved task.
  changes: Partial<TaskValues>;
  isChanged: boolean;
  set: (values: Partial<TaskValues>) => void;
  setTag: (tag: string) => void;
  settle: (saved: Partial<TaskValues>) => void;
  discard: () => void;
}

export function useTaskDraft(task: Task): TaskDraft {
  const me = useMe();
  const [text] = useDraft(me.id, nameOf(task.id));
  const draft = parseDraft(text);
  const changes = changesOf(draft, task);
  // From what is stored, because one event may change it twice.
  const update = (change: (draft: Draft) => Draft) => {
    const now = parseDraft(readDraft(me.id, nameOf(task.id)));
    writeDraft(me.id, nameOf(task.id), textOf(change(now)));
  };
  return {
    values: { ...task, ...draft.values },
    tag: draft.tag,
    changes,
    isChanged: Object.keys(changes).length > 0,
    set: (values) => update((now) => withValues(now, task, values)),
    setTag: (tag) => update((now) => ({ ...now, tag })),
    settle: (saved) => update((now) => withSaved(now, saved)),
    discard: () => discardDraft(me.id, task.id),
  };
}

// Says that closing has lost nothing, where there is a draft.
export function announceDraft(owner: string, task: Task): void {
  const draft = parseDraft(readDraft(owner, nameOf(task.id)));
  if (Object.keys(changesOf(draft, task)).length === 0) return;
  const { t } = translation();
  showToast({
    text: t('draft.kept', { title: task.title }),
    action: { label: t('draft.discard'), run: () => discardDraft(owner, task.id) },
  });
}

function discardDraft(owner: string, id: string): void {
  writeDraft(owner, nameOf(id), '');
}

function nameOf(id: string): string {
  return `task:${id}`;
}
