// The draft of a task, for its form and its row.

import { readDraft, useDraft, writeDraft } from '@/lib/drafts';
import { translation } from '@/lib/i18n';
import { useMe } from '@/lib/me';
import { showToast } from '@/lib/toasts';
import type { Task } from '../data/list';
import {
  changesOf,
  conflictsIn,
  parseDraft,
  textOf,
  withChoices,
  withValues,
  type Choice,
  type Draft,
  type Editable,
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
  // The changed fields that were also changed elsewhere, to something else.
  conflicts: Editable[];
  set: (values: Partial<TaskValues>) => void;
  setTag: (tag: string) => void;
  resolve: (choices: Partial<Record<Editable, Choice>>) => void;
  discard: () => void;
}

export function useTaskDraft(task: Task): TaskDraft {
  const me = useMe();
  const [text] = useDraft(me.id, nameOf(task.id));
  const draft = parseDraft(text);
  const changes = changesOf(draft, task);
  // From what is stored, because one event may change it twice.
  const update = (change: (draft: Draft) => Draft) => updateTaskDraft(me.id, task.id, change);
  return {
    values: { ...task, ...draft.values },
    tag: draft.tag,
    changes,
    isChanged: Object.keys(changes).length > 0,
    conflicts: conflictsIn(draft, task),
    set: (values) => update((now) => withValues(now, task, values)),
    setTag: (tag) => update((now) => ({ ...now, tag })),
    resolve: (choices) => update((now) => withChoices(now, task, choices)),
    discard: () => discardDraft(me.id, task.id),
  };
}

export function readTaskDraft(owner: string, id: string): Draft {
  return parseDraft(readDraft(owner, nameOf(id)));
}

export function updateTaskDraft(owner: string, id: string, change: (draft: Draft) => Draft): void {
  writeDraft(owner, nameOf(id), textOf(change(readTaskDraft(owner, id))));
}

// Says that closing has lost nothing, where there is a draft.
export function announceDraft(owner: string, task: Task): void {
  const draft = readTaskDraft(owner, task.id);
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
