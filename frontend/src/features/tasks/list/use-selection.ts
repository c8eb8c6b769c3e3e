// The selected tasks: some of those that are loaded, or all that the list has, loaded or not.

import { useState } from 'react';
import type { BulkTarget } from '../data/bulk';
import type { ListQuery, Task } from '../data/list';

export interface Selection extends BulkTarget {
  isActive: boolean;
  // How many "Select all" selects.
  most: number;
  has: (task: Task) => boolean;
  toggle: (task: Task) => void;
  start: () => void;
  all: () => void;
  clear: () => void;
}

// Tasks that have left the list are dropped from the selection, so nothing unseen is changed. For the
// same reason, all are selected only as long as the filter stays.
export function useSelection(tasks: Task[], total: number, query: ListQuery): Selection {
  const [ids, setIds] = useState<ReadonlySet<string>>(new Set());
  const [allOf, setAllOf] = useState<string | null>(null);
  const [started, setStarted] = useState(false);
  const list = JSON.stringify(query);
  const isAll = allOf === list && total > 0;
  const some = ids.size === 0 ? [] : tasks.filter((task) => ids.has(task.id));
  const has = (task: Task) => isAll || ids.has(task.id);
  return {
    tasks: isAll ? tasks : some,
    count: isAll ? total : some.length,
    query: isAll ? query : null,
    isActive: started || isAll || some.length > 0,
    most: total,
    has,
    // Without one of them, the selection is what can be seen.
    toggle(task) {
      const others = tasks.filter((one) => one !== task && has(one));
      setIds(new Set([...others, ...(has(task) ? [] : [task])].map((one) => one.id)));
      setAllOf(null);
    },
    start: () => setStarted(true),
    all: () => setAllOf(list),
    clear() {
      setStarted(false);
      setIds(new Set());
      setAllOf(null);
    },
  };
}
