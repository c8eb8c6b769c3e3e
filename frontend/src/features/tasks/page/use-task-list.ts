// The page's tasks, and the rows that show them.

import { useInfiniteQuery } from '@tanstack/react-query';
import { useMemo } from 'react';
import type { Day } from '@/lib/calendar';
import { useTranslation } from '@/lib/i18n';
import { useMe } from '@/lib/me';
import { useNow } from '@/lib/use-now';
import { listOptions, listQueryOf } from '../data/list';
import { rowsOf } from '../list/rows';
import type { TaskSearch } from '../search';

export function useTaskList(search: TaskSearch, today: Day) {
  const { t, language } = useTranslation();
  const { time_zone: timeZone } = useMe();
  const now = useNow();
  const { view, query } = listQueryOf(search, today);
  const list = useInfiniteQuery(listOptions(view, query));
  const pages = list.data?.pages;
  const tasks = useMemo(() => (pages ?? []).flatMap((page) => page.items), [pages]);
  // The query object is new on every render; its text is stable.
  const key = JSON.stringify(query);
  const rows = useMemo(
    () => rowsOf(tasks, { view, query, now, timeZone, language, t }),
    // eslint-disable-next-line react-hooks/exhaustive-deps
    [tasks, view, key, now, timeZone, language, t],
  );
  const total = Math.max(tasks.length, pages?.[0]?.total ?? 0);
  return { view, query, list, tasks, rows, total };
}
