// Computes the patches that add and remove the given tags. Tasks that need no change are left out.

import type { TaskChange } from '../data/change';
import type { Task } from '../data/list';

export function retag(tasks: Task[], added: string[], removed: string[]): TaskChange[] {
  return tasks.flatMap(({ id, tags: before }) => {
    const kept = before.filter((tag) => !removed.includes(tag));
    const tags = [...new Set([...kept, ...added])];
    return JSON.stringify(tags) === JSON.stringify(before) ? [] : [{ id, patch: { tags } }];
  });
}
