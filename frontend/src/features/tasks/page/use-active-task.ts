// The keyboard's place in the list, which survives changes of the list: a moved task keeps the focus,
// and when a task leaves, the one after it gets it.

import { useEffect, useRef, useState } from 'react';
import type { Task } from '../data/list';

// The id of the task that last had the focus, and how to move it.
export function useActiveTask(
  tasks: Task[],
  focusRow: (id: string) => void,
): [string | null, (task: Task | undefined) => void] {
  const [active, setActive] = useState<string | null>(null);
  // Whether the focus is in the list, or was until the row that had it was removed.
  const isInList = useRef(false);
  const place = useRef(0);

  const focus = (task: Task | undefined) => {
    if (task === undefined) return;
    setActive(task.id);
    focusRow(task.id);
  };

  useEffect(() => {
    const rowOf = ({ target }: Event) =>
      target instanceof Element ? target.closest<HTMLElement>('[data-row]') : null;
    const arrive = (event: FocusEvent) => {
      const row = rowOf(event);
      isInList.current = row !== null;
      if (row !== null) setActive(row.dataset['row'] ?? null);
    };
    // A press beside the rows moves the focus to the page itself.
    const leave = (event: PointerEvent) => {
      if (rowOf(event) === null) isInList.current = false;
    };
    document.addEventListener('focusin', arrive);
    document.addEventListener('pointerdown', leave);
    return () => {
      document.removeEventListener('focusin', arrive);
      document.removeEventListener('pointerdown', leave);
    };
  }, []);

  useEffect(() => {
    const at = tasks.findIndex((task) => task.id === active);
    if (at !== -1) place.current = at;
    const isLost = isInList.current && document.activeElement === document.body;
    if (isLost) focus(tasks[Math.min(place.current, tasks.length - 1)]);
    // eslint-disable-next-line react-hooks/exhaustive-deps
  }, [tasks, active]);

  return [active, focus];
}
