// The trash lists what was deleted, restores it and is emptied.

import { QueryClientProvider } from '@tanstack/react-query';
import { render, screen, waitFor, within } from '@testing-library/react';
import userEvent, { type UserEvent } from '@testing-library/user-event';
import { http, HttpResponse } from 'msw';
import { Suspense } from 'react';
import { beforeEach, expect, test } from 'vitest';
import { Toaster } from '@/components/toaster';
import { begin } from '@/lib/api/session';
import { createQueryClient } from '@/lib/query-client';
import { toasts } from '@/lib/toasts';
import { origin, problem, server } from '@/testing/server';
import { aTask, me } from '@/testing/tasks';
import type { Task } from '../data/list';
import { TrashPage } from './trash-page';

const PAGE = 2;
const deleted_at = '2026-01-02T10:00:00Z';
const plants = aTask({ title: 'Water the plants', deleted_at });
const bread = aTask({ title: 'Buy bread', tags: ['shop'], deleted_at });
const ada = aTask({ title: 'Call Ada', deleted_at });

let inTrash: Task[];

// A small server that undoes whatever was done last.
beforeEach(() => {
  let before: Task[] = [];
  const commit = (change: () => void) => {
    before = inTrash;
    change();
    return { 'errand-commit': 'commit' };
  };
  server.use(
    http.get(`${origin}/api/v1/users/me`, () => HttpResponse.json(me)),
    http.get(`${origin}/api/v1/trash`, ({ request }) => {
      const start = Number(new URL(request.url).searchParams.get('cursor') ?? 0);
      const end = start + PAGE;
      return HttpResponse.json({
        items: inTrash.slice(start, end),
        next_cursor: end < inTrash.length ? String(end) : null,
        total: inTrash.length,
        retention_days: 7,
      });
    }),
    http.post(`${origin}/api/v1/tasks/:id/restore`, ({ params }) => {
      const headers = commit(() => {
        inTrash = inTrash.filter((task) => task.id !== params['id']);
      });
      return HttpResponse.json(plants, { headers });
    }),
    http.delete(`${origin}/api/v1/trash`, () => {
      const headers = commit(() => (inTrash = []));
      return new HttpResponse(null, { status: 204, headers });
    }),
    http.post(`${origin}/api/v1/commits/commit/undo`, () => {
      inTrash = before;
      return HttpResponse.json({ items: [] }, { headers: { 'errand-commit': 'undo' } });
    }),
  );
});

function openTrash(tasks: Task[]): UserEvent {
  inTrash = tasks;
  begin('token');
  toasts.set([]);
  render(
    <QueryClientProvider client={createQueryClient()}>
      <Suspense>
        <TrashPage />
      </Suspense>
      <Toaster />
    </QueryClientProvider>,
  );
  return userEvent.setup();
}

const titles = () => {
  const list = screen.queryByRole('list', { name: 'Deleted tasks' });
  const rows = list === null ? [] : within(list).getAllByRole('listitem');
  return rows.map((row) => row.querySelector('bdi')?.textContent);
};

test('the trash says when tasks were deleted and how long it keeps them, page by page', async () => {
  const user = openTrash([plants, bread, ada]);
  await screen.findByText('3 tasks · kept for 7 days, then removed for good');
  expect(screen.getAllByText(/^Deleted Jan 2, 2026/)).toHaveLength(2);
  expect(titles()).toEqual(['Water the plants', 'Buy bread']);
  await user.click(screen.getByRole('button', { name: 'Show more' }));
  await waitFor(() => expect(titles()).toEqual(['Water the plants', 'Buy bread', 'Call Ada']));
  expect(screen.queryByRole('button', { name: 'Show more' })).toBeNull();
});

test('a task is restored by keyboard, and that can be undone', async () => {
  const user = openTrash([plants, bread]);
  (await screen.findByRole('button', { name: 'Restore “Water the plants”' })).focus();
  await user.keyboard('{Enter}');
  await waitFor(() => expect(titles()).toEqual(['Buy bread']));
  expect(screen.getByRole('button', { name: 'Restore “Buy bread”' })).toHaveFocus();
  await screen.findByText('Restored “Water the plants”');
  await screen.findByText(/^1 task · kept/);
  await user.click(screen.getByRole('button', { name: 'Undo' }));
  await waitFor(() => expect(titles()).toEqual(['Water the plants', 'Buy bread']));
});

test('a task that could not be restored stays in the trash', async () => {
  server.use(http.post(`${origin}/api/v1/tasks/:id/restore`, () => problem(500, 'internal')));
  const user = openTrash([plants, bread]);
  await user.click(await screen.findByRole('button', { name: 'Restore “Buy bread”' }));
  expect(await screen.findByText(/The task wasn’t restored\./)).toBeVisible();
  expect(titles()).toEqual(['Water the plants', 'Buy bread']);
});

test('emptying the trash asks first, says how many tasks go, and can be undone', async () => {
  const user = openTrash([plants, bread, ada]);
  await user.click(await screen.findByRole('button', { name: 'Empty trash' }));
  const dialog = await screen.findByRole('alertdialog', { name: 'Empty trash' });
  expect(within(dialog).getByText('This deletes all 3 tasks in the trash.')).toBeVisible();
  await user.click(within(dialog).getByRole('button', { name: 'Cancel' }));
  expect(titles()).toHaveLength(2);

  await user.click(screen.getByRole('button', { name: 'Empty trash' }));
  await user.click(await screen.findByRole('button', { name: 'Delete 3 tasks' }));
  expect(await screen.findByText('The trash is empty')).toBeVisible();
  expect(screen.getByText('Deleted tasks stay here for 7 days.')).toBeVisible();
  expect(screen.queryByRole('alertdialog')).toBeNull();
  await user.click(await screen.findByRole('button', { name: 'Undo' }));
  await waitFor(() => expect(titles()).toHaveLength(2));
});

test('a trash that could not be emptied says why', async () => {
  server.use(http.delete(`${origin}/api/v1/trash`, () => problem(503, 'unavailable')));
  const user = openTrash([plants]);
  await user.click(await screen.findByRole('button', { name: 'Empty trash' }));
  await user.click(await screen.findByRole('button', { name: 'Delete 1 task' }));
  expect(await screen.findByText(/The server is busy/)).toBeVisible();
  await user.click(screen.getByRole('button', { name: 'Cancel' }));
  expect(titles()).toEqual(['Water the plants']);
});

test('a trash that could not be loaded can be loaded again', async () => {
  server.use(http.get(`${origin}/api/v1/trash`, () => problem(500, 'internal'), { once: true }));
  const user = openTrash([plants]);
  await user.click(await screen.findByRole('button', { name: 'Try again' }));
  await waitFor(() => expect(titles()).toEqual(['Water the plants']));
});
