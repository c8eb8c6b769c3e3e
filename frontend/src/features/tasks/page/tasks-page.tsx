// The tasks page: quick add, filters, the list, and dialogs over it.

import { lazy, Suspense, useRef, useState } from 'react';
import { Failure } from '@/components/failure';
import { SkeletonRows } from '@/components/skeleton';
import { useTranslation } from '@/lib/i18n';
import { useMe } from '@/lib/me';
import { useToday } from '@/lib/use-today';
import { useBulkChange } from '../data/bulk';
import { useToggleTask } from '../data/change';
import { useDeleteTask } from '../data/delete';
import type { Task } from '../data/list';
import { undoLast } from '../data/undo';
import { useRename } from '../drafts/use-save-draft';
import { SelectionBar } from '../list/selection-bar';
import { TaskList, type TaskListHandle } from '../list/task-list';
import { useSelection } from '../list/use-selection';
import { QuickAdd } from '../quick-add/quick-add';
import { dropEmpty, isFiltered, type TaskSearch } from '../search';
import { Nothing } from './nothing';
import { PageHeader } from './page-header';
import { useActiveTask } from './use-active-task';
import { useTaskKeys } from './use-task-keys';
import { useTaskList } from './use-task-list';

// Dialogs load when they are first opened.
const TaskDialog = lazy(async () => ({
  default: (await import('../details/task-dialog')).TaskDialog,
}));
const ShortcutsDialog = lazy(async () => ({
  default: (await import('./shortcuts-dialog')).ShortcutsDialog,
}));

interface TasksPageProps {
  search: TaskSearch;
  // Filtering replaces the address; opening a task adds to the history.
  onSearch: (next: (current: TaskSearch) => TaskSearch, how: 'replace' | 'push') => void;
}

export function TasksPage({ search, onSearch }: TasksPageProps) {
  const { t } = useTranslation();
  const today = useToday(useMe().time_zone);
  const { view, query, list, tasks, rows, total } = useTaskList(search, today);
  const selection = useSelection(tasks, total, query);
  const toggleTask = useToggleTask();
  const deleteTask = useDeleteTask();
  const changeAll = useBulkChange();
  const [renaming, setRenaming] = useState<string | null>(null);
  const [isSheetOpen, setSheetOpen] = useState(false);
  const quickAdd = useRef<HTMLInputElement>(null);
  const searchField = useRef<HTMLInputElement>(null);
  const handle = useRef<TaskListHandle>(null);
  const [active, focus] = useActiveTask(tasks, (id) => handle.current?.focusTask(id));

  const narrow = (change: Partial<TaskSearch>) =>
    onSearch((current) => dropEmpty({ ...current, ...change }), 'replace');
  const open = (task: Task) => onSearch((current) => ({ ...current, task: task.id }), 'push');
  const rename = useRename(open);
  const close = () => narrow({ task: undefined });
  const remove = (task: Task) => {
    const next = tasks[tasks.findIndex(({ id }) => id === task.id) + 1];
    deleteTask(task);
    selection.clear();
    focus(next);
  };

  useTaskKeys({
    tasks,
    active,
    focus,
    complete: toggleTask,
    remove,
    rename: (task) => setRenaming(task.id),
    select: selection.toggle,
    newTask: () => quickAdd.current?.focus(),
    search: () => searchField.current?.focus(),
    undo: undoLast,
    sheet: () => setSheetOpen(true),
    escape: selection.clear,
  });

  return (
    <>
      <PageHeader
        view={view}
        today={today}
        query={query}
        total={list.isSuccess ? total : null}
        search={search}
        searchRef={searchField}
        onChange={narrow}
        onSelect={selection.start}
        onShortcuts={() => setSheetOpen(true)}
      />
      <div className="mt-5">
        <QuickAdd key={view} view={view} today={today} inputRef={quickAdd} onOpen={open} />
      </div>
      <div className="mt-3" aria-busy={list.isFetching}>
        {list.isPending && <SkeletonRows />}
        {list.isError && list.data === undefined && (
          <Failure error={list.error} onRetry={() => void list.refetch()} />
        )}
        {list.isSuccess && rows.length === 0 && (
          <Nothing
            view={view}
            filtered={isFiltered(search)}
            onClear={() =>
              narrow({ q: undefined, priority: undefined, tag: undefined, due: undefined })
            }
          />
        )}
        {rows.length > 0 && (
          <TaskList
            ref={handle}
            rows={rows}
            total={total}
            selection={selection}
            renaming={renaming}
            active={active}
            hasMore={list.hasNextPage && !list.isFetchingNextPage && !list.isFetchNextPageError}
            onMore={() => void list.fetchNextPage()}
            actions={{
              onOpen: open,
              onComplete: toggleTask,
              onDelete: remove,
              onRename: (task) => setRenaming(task.id),
              onSelect: selection.toggle,
              onRenamed(task, outcome) {
                setRenaming(null);
                requestAnimationFrame(() => focus(task));
                if (outcome === 'save') void rename(task);
              },
            }}
          />
        )}
        {list.isFetchingNextPage && <SkeletonRows rows={2} />}
        {list.isFetchNextPageError && (
          <Failure error={list.error} onRetry={() => void list.fetchNextPage()} />
        )}
      </div>
      <p className="sr-only" role="status">
        {list.isSuccess && !list.isPlaceholderData ? t('list.count', { count: total }) : ''}
      </p>
      {selection.isActive && (
        <SelectionBar
          selection={selection}
          onChange={(change) => {
            void changeAll(selection, change);
            selection.clear();
          }}
        />
      )}
      <Suspense>
        {search.task !== undefined && (
          <TaskDialog
            id={search.task}
            onClose={close}
            onDelete={(task) => {
              close();
              remove(task);
            }}
          />
        )}
        {isSheetOpen && <ShortcutsDialog onClose={() => setSheetOpen(false)} />}
      </Suspense>
    </>
  );
}
