// The list. Only rows near the viewport are rendered, and more are loaded before the end is
// reached.

import { useWindowVirtualizer, defaultRangeExtractor } from '@tanstack/react-virtual';
import {
  useCallback,
  useDeferredValue,
  useEffect,
  useImperativeHandle,
  useLayoutEffect,
  useRef,
  useState,
  type Ref,
} from 'react';
import { useTranslation } from '@/lib/i18n';
import type { Row } from './rows';
import type { Selection } from './use-selection';
import { TaskRow, type RowActions } from './task-row';

export interface TaskListHandle {
  focusTask: (id: string) => void;
}

interface TaskListProps {
  ref: Ref<TaskListHandle>;
  rows: Row[];
  total: number;
  selection: Selection;
  renaming: string | null;
  active: string | null;
  actions: RowActions;
  hasMore: boolean;
  onMore: () => void;
}

const noRows: TaskListProps['rows'] = [];

export function TaskList(props: TaskListProps) {
  const { total, selection, renaming, active, actions, hasMore, onMore } = props;
  // Deferred, so rendering the first rows does not block input.
  const isBegun = useDeferredValue(true, false);
  const rows = isBegun ? props.rows : noRows;
  const { t } = useTranslation();
  const list = useRef<HTMLUListElement>(null);
  const [top, setTop] = useState(0);
  useLayoutEffect(() => {
    // The content above the list changes height with chips and filters.
    const observer = new ResizeObserver(() => {
      if (list.current !== null) setTop(list.current.getBoundingClientRect().top + scrollY);
    });
    observer.observe(document.body);
    return () => observer.disconnect();
  }, []);

  const activeIndex = rows.findIndex((row) => row.key === active);
  // Row positions are recomputed when this function changes.
  const keyOf = useCallback((index: number) => rows[index]?.key ?? index, [rows]);
  const virtual = useWindowVirtualizer({
    count: rows.length,
    estimateSize: (index) => (rows[index]?.kind === 'heading' ? 52 : 57),
    getItemKey: keyOf,
    overscan: 4,
    scrollMargin: top,
    scrollPaddingStart: 96,
    scrollPaddingEnd: 96,
    // The focused row stays rendered; removing it would lose the focus.
    rangeExtractor: (range) => {
      const visible = defaultRangeExtractor(range);
      if (activeIndex === -1 || visible.includes(activeIndex)) return visible;
      return [...visible, activeIndex].sort((a, b) => a - b);
    },
  });

  const items = virtual.getVirtualItems();
  const lastVisible = items.at(-1)?.index ?? -1;
  const isNearEnd = hasMore && lastVisible >= rows.length - 30;
  useEffect(() => {
    if (isNearEnd) onMore();
  }, [isNearEnd, onMore, rows.length]);

  useImperativeHandle(props.ref, () => ({
    focusTask(id) {
      const index = rows.findIndex((row) => row.key === id);
      if (index === -1) return;
      virtual.scrollToIndex(index);
      const focus = (tries: number) => {
        const button = list.current?.querySelector<HTMLElement>(`[data-task="${CSS.escape(id)}"]`);
        if (button) button.focus({ preventScroll: true });
        else if (tries > 0) requestAnimationFrame(() => focus(tries - 1));
      };
      focus(10);
    },
  }));

  return (
    <ul
      ref={list}
      aria-label={t('list.label')}
      className="relative"
      style={{ height: virtual.getTotalSize() }}
    >
      {items.map(({ index, start, key }) => {
        const row = rows[index];
        if (row === undefined) return null;
        const place =
          row.kind === 'task' ? { 'aria-posinset': row.index + 1, 'aria-setsize': total } : {};
        return (
          <li
            key={key}
            ref={virtual.measureElement}
            data-index={index}
            className="absolute inset-x-0 top-0 border-line not-has-[h2]:border-b"
            style={{ transform: `translateY(${start - top}px)` }}
            {...place}
          >
            {row.kind === 'heading' ? (
              <h2 className="px-2 pt-6 pb-2 text-sm font-semibold">{row.text}</h2>
            ) : (
              <TaskRow
                task={row.task}
                isDaySaid={row.isDaySaid}
                isSelected={selection.has(row.task)}
                isSelecting={selection.isActive}
                isRenaming={renaming === row.task.id}
                actions={actions}
              />
            )}
          </li>
        );
      })}
    </ul>
  );
}
