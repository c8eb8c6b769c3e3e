// The selected tasks.

import { useState } from 'react';
import type { Task } from '../data/list';

export interface Selection {
  tasks: Task[];
  isActive: boolean;
  has: (task: Task) => boolean;
  toggle: (task: Task) => void;
  start: () => void;
  all: () => void;
  clear: () => void;
}

// Tasks that have left the list are dropped from the selection, so nothing unseen is changed.
export function useSelection(tasks: Task[]): Selection {
  const [ids, setIds] = useState<ReadonlySet<string>>(new Set());
  const [started, setStarted] = useState(false);
  const selected = ids.size === 0 ? [] : tasks.filter((task) => ids.has(task.id));
  return {
    tasks: selected,
    isActive: started || selected.length > 0,
    has: (task) => ids.has(task.id),
    toggle(task) {
      const next = new Set(ids);
      if (!next.delete(task.id)) next.add(task.id);
      setIds(next);
    },
    start: () => setStarted(true),
    all: () => setIds(new Set(tasks.map((task) => task.id))),
    clear() {
      setStarted(false);
      setIds(new Set());
    },
  };
}
