// Keyboard shortcuts of the tasks page.

import { useShortcuts } from '@/lib/use-shortcuts';
import type { Task } from '../data/list';

interface TaskKeys {
  tasks: Task[];
  active: string | null;
  focus: (task: Task | undefined) => void;
  complete: (task: Task) => void;
  remove: (task: Task) => void;
  rename: (task: Task) => void;
  select: (task: Task) => void;
  newTask: () => void;
  search: () => void;
  undo: () => void;
  sheet: () => void;
  escape: () => void;
}

export function useTaskKeys({ tasks, active, focus, ...keys }: TaskKeys): void {
  const at = tasks.findIndex((task) => task.id === active);
  const withActive = (work: (task: Task) => void) => () => {
    const task = tasks[at];
    if (task !== undefined) work(task);
  };
  useShortcuts({
    n: keys.newTask,
    '/': keys.search,
    '?': keys.sheet,
    j: () => focus(tasks[Math.min(at + 1, tasks.length - 1)]),
    k: () => focus(tasks[Math.max(at - 1, 0)]),
    x: withActive(keys.select),
    e: withActive(keys.rename),
    c: withActive(keys.complete),
    Delete: withActive(keys.remove),
    'Ctrl+z': keys.undo,
    Escape: keys.escape,
  });
}
