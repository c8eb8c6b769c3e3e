// What it takes for tasks to have some tags and not to have others. Tasks that are so are left alone.

import type { TaskChange } from '../data/change';
import type { Task } from '../data/list';

export function retag(tasks: Task[], added: string[], removed: string[]): TaskChange[] {
  return tasks.flatMap(({ id, tags: before }) => {
    const kept = before.filter((tag) => !removed.includes(tag));
    const tags = [...new Set([...kept, ...added])];
    return JSON.stringify(tags) === JSON.stringify(before) ? [] : [{ id, patch: { tags } }];
  });
}
