// Every change can be undone, and so can undoing it.

import { screen, waitFor } from '@testing-library/react';
import { http, HttpResponse } from 'msw';
import { expect, test } from 'vitest';
import { origin, problem, server } from '@/testing/server';
import { aTask } from '@/testing/tasks';
import { openTasksPage } from './testing';

const plants = aTask({ title: 'Water the plants' });
const bread = aTask({ title: 'Buy bread' });

const row = (title: string) => screen.queryByRole('button', { name: title });
const press = (name: string) => screen.findByRole('button', { name });
const shown = () =>
  [...document.querySelectorAll('[data-task]')].map(({ textContent }) => textContent);

test('a task is deleted at once, is back after undo, and is gone again after redo', async () => {
  const sent: string[] = [];
  server.use(http.delete(`${origin}/api/v1/tasks/:id`, () => void sent.push('DELETE')));
  const user = await openTasksPage([plants, bread]);
  await user.click(await press('Delete “Water the plants”'));
  expect(row('Water the plants')).toBeNull();
  expect(await screen.findByText('Deleted “Water the plants”')).toBeVisible();
  expect(sent).toEqual(['DELETE']);
  await user.click(await press('Undo'));
  await waitFor(() => expect(shown()).toEqual(['Water the plants', 'Buy bread']));
  expect(screen.queryByText('Deleted “Water the plants”')).toBeNull();
  expect(screen.getByText('Change undone')).toBeVisible();
  await user.click(await press('Redo'));
  await waitFor(() => expect(shown()).toEqual(['Buy bread']));
  await user.click(await press('Undo'));
  await waitFor(() => expect(shown()).toEqual(['Water the plants', 'Buy bread']));
});

test('Ctrl+Z undoes the last change first, but not while text is typed', async () => {
  const user = await openTasksPage([plants, bread]);
  await user.keyboard('jeWatered{Enter}');
  await waitFor(() => expect(shown()).toEqual(['Watered', 'Buy bread']));
  await screen.findByText('Changed “Watered”');
  await user.click(await press('Delete “Buy bread”'));
  await screen.findByText('Deleted “Buy bread”');
  await waitFor(() => expect(shown()).toEqual(['Watered']));
  await user.keyboard('/{Control>}z{/Control}');
  await user.keyboard('{Escape}');
  await user.click(document.body);
  expect(screen.getByText('Deleted “Buy bread”')).toBeVisible();

  await user.keyboard('{Control>}z{/Control}');
  await waitFor(() => expect(shown()).toEqual(['Watered', 'Buy bread']));
  expect(screen.queryByText('Deleted “Buy bread”')).toBeNull();
  await user.keyboard('{Control>}z{/Control}');
  await waitFor(() => expect(shown()).toEqual(['Water the plants', 'Buy bread']));
  await user.keyboard('{Control>}z{/Control}');
  expect(shown()).toEqual(['Water the plants', 'Buy bread']);
});

test('a change of several tasks is undone at once', async () => {
  const undone: unknown[] = [];
  server.use(
    http.post(`${origin}/api/v1/commits/:id/undo`, ({ params }) => void undone.push(params['id'])),
  );
  const user = await openTasksPage([plants, bread]);
  await user.keyboard('jxjx');
  await user.click(await press('Complete'));
  await screen.findByText('Completed 2 tasks');
  await waitFor(() => expect(shown()).toEqual([]));
  await user.click(await press('Undo'));
  await waitFor(() => expect(shown()).toEqual(['Water the plants', 'Buy bread']));
  expect(undone).toEqual(['0']);
});

test('the task that is in the way of an undo is named', async () => {
  server.use(
    http.post(`${origin}/api/v1/commits/:id/undo`, () =>
      problem(409, 'changed_since', { conflicts: [{ kind: 'task', id: plants.id }] }),
    ),
  );
  const user = await openTasksPage([plants]);
  await user.keyboard('jeWatered{Enter}');
  await user.click(await press('Undo'));
  expect(
    await screen.findByText('Couldn’t undo the change. “Watered” has been changed since then.'),
  ).toBeVisible();
  expect(screen.queryByRole('button', { name: 'Redo' })).toBeNull();
  expect(screen.queryByRole('button', { name: 'Try again' })).toBeNull();
});

test('an undo whose answer was lost is repeated under the same key', async () => {
  const keys: (string | null)[] = [];
  server.use(
    http.post(`${origin}/api/v1/commits/:id/undo`, ({ request }) => {
      keys.push(request.headers.get('idempotency-key'));
      return keys.length === 1 ? HttpResponse.error() : undefined;
    }),
  );
  const user = await openTasksPage([plants]);
  await user.click(await press('Delete “Water the plants”'));
  await user.click(await press('Undo'));
  await screen.findByText(/Couldn’t undo the change\. Can’t reach the server/);
  await user.click(await press('Try again'));
  await waitFor(() => expect(shown()).toEqual(['Water the plants']));
  expect(keys[0]).not.toBeNull();
  expect(keys[1]).toBe(keys[0]);
  expect(await press('Redo')).toBeVisible();
});

test('a task that could not be deleted is back where it was, and can be deleted again', async () => {
  const keys: (string | null)[] = [];
  const ada = aTask({ title: 'Call Ada' });
  server.use(
    http.delete(`${origin}/api/v1/tasks/:id`, ({ request }) => {
      keys.push(request.headers.get('idempotency-key'));
      return keys.length === 1 ? problem(503, 'unavailable') : undefined;
    }),
  );
  const user = await openTasksPage([plants, bread, ada]);
  await user.click(await press('Delete “Buy bread”'));
  await screen.findByText(/The task wasn’t deleted\./);
  // Before the list is fetched again.
  await waitFor(() => expect(shown()).toEqual(['Water the plants', 'Buy bread', 'Call Ada']), {
    timeout: 300,
  });
  await user.click(await press('Try again'));
  await waitFor(() => expect(shown()).toEqual(['Water the plants', 'Call Ada']));
  await screen.findByText('Deleted “Buy bread”');
  expect(keys[0]).not.toBeNull();
  expect(keys[1]).toBe(keys[0]);
});

test('a failed change is repeated under the same key', async () => {
  const keys: (string | null)[] = [];
  server.use(
    http.patch(`${origin}/api/v1/tasks/:id`, ({ request }) => {
      keys.push(request.headers.get('idempotency-key'));
      return keys.length === 1 ? HttpResponse.error() : undefined;
    }),
  );
  const user = await openTasksPage([plants]);
  await user.keyboard('jc');
  await user.click(await press('Try again'));
  await screen.findByText('Completed “Water the plants”');
  expect(keys[0]).not.toBeNull();
  expect(keys[1]).toBe(keys[0]);
});
