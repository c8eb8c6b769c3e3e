// Saves what was drafted, but never over a change that the user has not seen: where a field was also
// changed elsewhere, the draft stays and the user chooses. Other fields keep what was saved elsewhere.

import { ApiError } from '@/lib/errors';
import { useMe } from '@/lib/me';
import { reportUnsaved, usePatchTask } from '../data/change';
import type { Task } from '../data/list';
import { changesOf, conflictsIn, only, withSaved, type Editable } from './draft';
import { readTaskDraft, updateTaskDraft } from './use-task-draft';

// `task` is the one that the user has seen.
type SaveDraft = (task: Task, names?: Editable[]) => Promise<'saved' | 'conflict'>;

export function useSaveDraft(): SaveDraft {
  const me = useMe();
  const patchTask = usePatchTask();
  return async function save(task, names) {
    const all = readTaskDraft(me.id, task.id);
    const draft = names === undefined ? all : only(all, names);
    if (conflictsIn(draft, task).length > 0) return 'conflict';
    const patch = changesOf(draft, task);
    try {
      if (Object.keys(patch).length > 0) {
        await patchTask({ id: task.id, patch, version: task.version });
      }
    } catch (error) {
      const current = error instanceof ApiError ? error.problem.current : undefined;
      if (current === undefined) throw error;
      return save(current, names);
    }
    updateTaskDraft(me.id, task.id, (now) => withSaved(now, patch));
    return 'saved';
  };
}

// Saves a drafted title. Errors appear in a toast.
export function useRename(onConflict: (task: Task) => void): (task: Task) => Promise<void> {
  const save = useSaveDraft();
  return async function rename(task) {
    try {
      if ((await save(task, ['title'])) === 'conflict') onConflict(task);
    } catch (error) {
      reportUnsaved(1, error, () => void rename(task));
    }
  };
}
