// Which lists a task belongs to, and where, is for the server to say. Changes show at once, in place,
// and the lists are fetched again when all are made.

import type { QueryClient } from '@tanstack/react-query';
import { LISTS } from './list';

export const TRASH = ['tasks', 'trash'];

// How long a changed task is shown where it was, in milliseconds.
const FAREWELL = 700;

let underWay = 0;
let timer: ReturnType<typeof setTimeout> | undefined;

export async function whileChanging<T>(queries: QueryClient, work: () => Promise<T>): Promise<T> {
  underWay += 1;
  // An answer from before the change would undo what is shown.
  await queries.cancelQueries({ queryKey: ['tasks'] });
  try {
    return await work();
  } finally {
    underWay -= 1;
    clearTimeout(timer);
    timer = setTimeout(() => void refreshLists(queries), FAREWELL);
  }
}

// Does nothing while something is being changed, because the lists are fetched after that.
export async function refreshLists(queries: QueryClient): Promise<void> {
  if (underWay > 0) return;
  clearTimeout(timer);
  queries.removeQueries({ queryKey: LISTS, type: 'inactive' });
  await Promise.all([
    queries.invalidateQueries({ queryKey: LISTS }),
    // Does not cancel the next page that was asked for.
    queries.invalidateQueries({ queryKey: TRASH }, { cancelRefetch: false }),
  ]);
}
