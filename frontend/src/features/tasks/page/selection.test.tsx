// Changing the selected tasks, or all that the list has, with one request.

import { screen, waitFor, within } from '@testing-library/react';
import { http, HttpResponse } from 'msw';
import { beforeEach, expect, test } from 'vitest';
import type { Schemas } from '@/lib/api/client';
import { origin, problem, server } from '@/testing/server';
import { aTask } from '@/testing/tasks';
import type { Task } from '../data/list';
import { openTasksPage } from './testing';

const plants = aTask({ title: 'Water the plants', tags: ['home'] });
const bread = aTask({ title: 'Buy bread', tags: ['errands', 'home'] });
const ada = aTask({ title: 'Call Ada', tags: ['family'] });
const tasks = [plants, bread, ada];

interface Sent {
  body: Schemas['BulkRequest'];
  query: string;
  key: string | null;
}

let sent: Sent[];
let undone: string[];

// What the server answers to each request in turn, or a refusal.
function answerChanges(...answers: (Partial<Schemas['BulkResponse']> | Response)[]): void {
  server.use(
    http.post(`${origin}/api/v1/tasks/bulk`, async ({ request }) => {
      sent.push({
        body: (await request.json()) as Schemas['BulkRequest'],
        query: new URL(request.url).search,
        key: request.headers.get('idempotency-key'),
      });
      const next = answers.shift() ?? {};
      if (next instanceof Response) return next;
      return HttpResponse.json({ changed: 0, skipped: [], commits: [], ...next });
    }),
  );
}

beforeEach(() => {
  sent = [];
  undone = [];
  server.use(
    http.post(`${origin}/api/v1/commits/:id/undo`, ({ params }) => {
      undone.push(String(params['id']));
      const headers = { 'errand-commit': `undo of ${String(params['id'])}` };
      return HttpResponse.json({ items: [] }, { headers });
    }),
  );
});

async function openSelection() {
  const user = await openTasksPage(tasks);
  await user.click(screen.getByRole('button', { name: 'More actions' }));
  await user.click(await screen.findByRole('menuitem', { name: 'Select tasks' }));
  return user;
}

async function selectEach() {
  const user = await openSelection();
  for (const box of screen.getAllByRole('checkbox')) await user.click(box);
  return user;
}

async function openTags() {
  const user = await selectEach();
  await user.click(screen.getByRole('button', { name: 'Tags' }));
  return { user, dialog: await screen.findByRole('dialog', { name: 'Tags for 3 tasks' }) };
}

const tagsOf = ({ title }: Task) => {
  const row = screen.getByRole('button', { name: title }).closest('li');
  return [...(row?.querySelectorAll('bdi') ?? [])]
    .map(({ textContent }) => textContent)
    .filter((text) => text.startsWith('#'));
};

// The list has many more tasks than it has loaded.
function listMany(): void {
  server.use(
    http.get(`${origin}/api/v1/tasks`, () =>
      HttpResponse.json({ items: tasks, next_cursor: null, total: 1234 }),
    ),
  );
}

test('the selected tasks are changed with one request, which one undo takes back', async () => {
  answerChanges({ changed: 2, commits: ['a'] });
  const user = await openSelection();
  await user.click(screen.getByRole('checkbox', { name: 'Select “Water the plants”' }));
  await user.click(screen.getByRole('checkbox', { name: 'Select “Call Ada”' }));
  await user.click(screen.getByRole('button', { name: 'Delete' }));
  await waitFor(() => expect(screen.queryByRole('button', { name: 'Call Ada' })).toBeNull());
  await screen.findByText('Deleted 2 tasks');
  expect(sent.map(({ body }) => body)).toEqual([{ ids: [plants.id, ada.id], delete: true }]);
  expect(sent[0]?.query).toBe('');
  await user.click(screen.getByRole('button', { name: 'Undo' }));
  await waitFor(() => expect(undone).toEqual(['a']));
  await screen.findByRole('button', { name: 'Call Ada' });
});

test('all tasks of the list are changed, whether or not they are loaded', async () => {
  listMany();
  const skipped = [
    ...Array.from({ length: 30 }, (_, i) => ({ id: String(i), reason: 'unchanged' })),
    { id: 'gone', reason: 'not_found' },
    { id: 'odd', reason: 'too_odd' },
  ];
  answerChanges({ changed: 1202, skipped, commits: ['a', 'b', 'c'] });
  const user = await openSelection();
  await user.click(screen.getByRole('button', { name: 'Select all 1,234' }));
  expect(screen.getByText('1,234 selected')).toBeVisible();
  expect(screen.queryByRole('button', { name: /^Select all/ })).toBeNull();
  await user.click(screen.getByRole('button', { name: 'Complete' }));
  await screen.findByText(
    'Completed 1,202 tasks · 30 skipped: no change needed · 1 skipped: no longer in the list · 1 skipped',
  );
  expect(sent.map(({ body }) => body)).toEqual([{ patch: { completed: true } }]);
  expect(new URLSearchParams(sent[0]?.query).get('completed')).toBe('false');
  expect(screen.queryByRole('toolbar')).toBeNull();
  await user.click(screen.getByRole('button', { name: 'Undo' }));
  await waitFor(() => expect(undone).toEqual(['c', 'b', 'a']));
});

test('without one of all tasks, those that can be seen are selected', async () => {
  listMany();
  answerChanges({ changed: 2, commits: ['a'] });
  const user = await openSelection();
  await user.click(screen.getByRole('button', { name: 'Select all 1,234' }));
  await user.click(screen.getByRole('checkbox', { name: 'Select “Buy bread”' }));
  expect(screen.getByText('2 selected')).toBeVisible();
  await user.click(screen.getByRole('button', { name: 'Priority' }));
  await user.click(await screen.findByRole('menuitem', { name: 'High' }));
  await screen.findByText('Changed 2 tasks');
  const ids = [plants.id, ada.id];
  expect(sent.map(({ body }) => body)).toEqual([{ ids, patch: { priority: 'high' } }]);
});

test('another filter ends the selection of all', async () => {
  listMany();
  const user = await openSelection();
  await user.click(screen.getByRole('button', { name: 'Select all 1,234' }));
  await user.type(screen.getByRole('textbox', { name: 'Search tasks' }), 'a');
  expect(await screen.findByText('0 selected')).toBeVisible();
  expect(screen.getByRole('button', { name: 'Delete' })).toBeDisabled();
});

test('a change that no task needs says so, and offers no undo', async () => {
  answerChanges({ skipped: tasks.map(({ id }) => ({ id, reason: 'unchanged' })) });
  const user = await selectEach();
  await user.click(screen.getByRole('button', { name: 'Complete' }));
  await screen.findByText('Nothing changed · 3 skipped: no change needed');
  expect(screen.queryByRole('button', { name: 'Undo' })).toBeNull();
});

test('a change that was not made comes back, and is tried again with the same key', async () => {
  answerChanges(problem(503, 'unavailable'), { changed: 3, commits: ['a'] });
  const user = await selectEach();
  await user.click(screen.getByRole('button', { name: 'Delete' }));
  await screen.findByText(/3 tasks weren’t deleted\. The server is busy/);
  await screen.findByRole('button', { name: 'Call Ada' });
  await user.click(screen.getByRole('button', { name: 'Try again' }));
  await screen.findByText('Deleted 3 tasks');
  expect(sent).toHaveLength(2);
  expect(sent[0]?.key).toBe(sent[1]?.key);
  expect(sent[0]?.key).not.toBeNull();
});

test('tags are added to and removed from all selected tasks', async () => {
  answerChanges({ changed: 3, commits: ['a'] });
  const { user, dialog } = await openTags();
  expect(within(dialog).getByRole('combobox', { name: 'Add to all' })).toHaveFocus();
  const suggested = [...dialog.querySelectorAll('datalist option')];
  expect(suggested.map((option) => option.getAttribute('value'))).toEqual([
    'home',
    'errands',
    'family',
  ]);
  await user.keyboard('family{Enter}soon{Enter}');
  await user.click(within(dialog).getByRole('checkbox', { name: '#home' }));
  await user.click(within(dialog).getByRole('button', { name: 'Save' }));
  expect(dialog).not.toBeInTheDocument();
  expect(screen.queryByRole('toolbar')).not.toBeInTheDocument();
  await waitFor(() => expect(tagsOf(plants)).toEqual(['#family', '#soon']));
  expect(tagsOf(bread)).toEqual(['#errands', '#family', '#soon']);
  expect(tagsOf(ada)).toEqual(['#family', '#soon']);
  await screen.findByText('Changed 3 tasks');
  const ids = tasks.map(({ id }) => id);
  const change = { add_tags: ['family', 'soon'], remove_tags: ['home'] };
  expect(sent.map(({ body }) => body)).toEqual([{ ids, ...change }]);
});

test('any tag can be removed from tasks that are not loaded', async () => {
  listMany();
  server.use(
    http.get(`${origin}/api/v1/tags`, () =>
      HttpResponse.json({ items: [{ name: 'elsewhere', count: 9 }], next_cursor: null }),
    ),
  );
  answerChanges({ changed: 9, commits: ['a'] });
  const user = await openSelection();
  await user.click(screen.getByRole('button', { name: 'Select all 1,234' }));
  await user.click(screen.getByRole('button', { name: 'Tags' }));
  const dialog = await screen.findByRole('dialog', { name: 'Tags for 1,234 tasks' });
  await user.click(await within(dialog).findByRole('checkbox', { name: '#elsewhere' }));
  await user.click(within(dialog).getByRole('button', { name: 'Save' }));
  await screen.findByText('Changed 9 tasks');
  expect(sent.map(({ body }) => body)).toEqual([{ add_tags: [], remove_tags: ['elsewhere'] }]);
});

test('a rejected change of tags is rolled back with a message', async () => {
  const tooLong = { pointer: '/add_tags/0', code: 'too_long', detail: '', params: { max: 50 } };
  answerChanges(problem(422, 'invalid_request', { errors: [tooLong] }));
  const { user } = await openTags();
  await user.keyboard('soon{Enter}{Enter}');
  await screen.findByText('3 changes weren’t saved. Use no more than 50 characters.');
  expect(tagsOf(bread)).toEqual(['#errands', '#home']);
  expect(screen.queryByRole('button', { name: 'Try again' })).toBeNull();
});
