// The address of the tasks page, read and written.

import { expect, test } from 'vitest';
import { parseSearch, stringifySearch } from '@/lib/search-params';
import { listQueryOf } from './data/list';
import { parseTaskSearch, type TaskSearch } from './search';

test.each<TaskSearch>([
  {},
  { view: 'all', q: 'a b&c=d', priority: ['high', 'low'], tag: ['home', 'ü #1'], done: 'shown' },
  { view: 'completed', due: 'week', sort: 'title', order: 'desc', task: 'x' },
])('writing and reading an address gives the same search: %o', (search) => {
  expect(parseTaskSearch(parseSearch(stringifySearch({ ...search })))).toEqual(search);
});

test('unknown values are dropped', () => {
  const search = parseTaskSearch(parseSearch('?view=yesterday&priority=urgent&sort=1&tag=&x=1'));
  expect(search).toEqual({});
});

test('the Today view lists open tasks due before tomorrow', () => {
  expect(listQueryOf({}, '2026-02-28').query).toEqual({
    completed: false,
    due_before: '2026-03-01',
    sort: 'due_date',
    order: 'asc',
  });
});

test('filters become parameters of the API', () => {
  const search: TaskSearch = { view: 'all', q: ' milk ', tag: ['home'], due: 'overdue' };
  expect(listQueryOf(search, '2026-02-28').query).toEqual({
    completed: false,
    search: 'milk',
    tag: ['home'],
    overdue: true,
    sort: 'created_at',
    order: 'desc',
  });
});
