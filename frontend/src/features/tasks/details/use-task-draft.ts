// The form's unsaved values. They survive closing the dialog or the page until saved or discarded.

import { useDraft } from '@/lib/drafts';
import { useMe } from '@/lib/me';
import type { TaskPatch } from '../data/change';
import type { Task } from '../data/list';

type Editable = 'title' | 'description' | 'priority' | 'tags' | 'due_date' | 'due_time';
export type TaskValues = Pick<Task, Editable>;

export interface TaskDraft {
  values: TaskValues;
  // The values that differ from the saved task.
  changes: TaskPatch;
  isChanged: boolean;
  set: (values: Partial<TaskValues>) => void;
  discard: () => void;
}

export function useTaskDraft(task: Task): TaskDraft {
  const me = useMe();
  const [text, setText] = useDraft(me.id, `task:${task.id}`);
  const drafted = parse(text);
  const entries = Object.entries(drafted).filter(
    ([name, value]) => JSON.stringify(value) !== JSON.stringify(task[name as Editable]),
  );
  const changes = Object.fromEntries(entries) as Partial<TaskValues>;
  return {
    values: { ...task, ...changes },
    changes,
    isChanged: entries.length > 0,
    set: (values) => setText(JSON.stringify({ ...drafted, ...values })),
    discard: () => setText(''),
  };
}

function parse(text: string): Partial<TaskValues> {
  try {
    return JSON.parse(text) as Partial<TaskValues>;
  } catch {
    return {};
  }
}
