// The tasks page against a mock server: optimistic updates and rejected changes.

import { screen, waitFor, within } from '@testing-library/react';
import { delay, http } from 'msw';
import { expect, test } from 'vitest';
import { origin, problem, server } from '@/testing/server';
import { aTask, me } from '@/testing/tasks';
import { openTasksPage } from './testing';

const task = aTask({ title: 'Water the plants' });

const openPage = () => openTasksPage([task]);

const box = () => screen.getByRole('checkbox', { name: /Complete “Water/ });

test('completing a task shows at once, and is rolled back with a message when rejected', async () => {
  server.use(
    http.patch(`${origin}/api/v1/tasks/:id`, async () => {
      await delay(60);
      return problem(503, 'unavailable');
    }),
  );
  const user = await openPage();
  await user.click(box());
  await waitFor(() => expect(box()).toBeChecked());
  expect(await screen.findByText(/The change wasn’t saved\./)).toBeInTheDocument();
  expect(box()).not.toBeChecked();
  expect(screen.getByRole('button', { name: 'Try again' })).toBeInTheDocument();
});

test('a rejected task is not in the list, and its text is back in the input', async () => {
  server.use(
    http.post(`${origin}/api/v1/tasks`, () =>
      problem(422, 'invalid_request', {
        errors: [
          {
            pointer: '/tags/0',
            code: 'too_long',
            detail: 'must be at most 50 characters',
            params: { max: 50 },
          },
        ],
      }),
    ),
  );
  const user = await openPage();
  const line = screen.getByRole('textbox', { name: 'Add a task' });
  await user.type(line, 'Buy bread #shop{Enter}');
  expect(await screen.findByText('Use no more than 50 characters.')).toBeInTheDocument();
  expect(line).toHaveValue('Buy bread #shop');
  expect(screen.queryByRole('button', { name: 'Buy bread' })).not.toBeInTheDocument();
});

test('recognized details are shown and sent, and survive until the server answers', async () => {
  let sent: unknown;
  server.use(
    http.post(`${origin}/api/v1/tasks`, async ({ request }) => {
      sent = await request.clone().json();
    }),
  );
  const user = await openPage();
  await user.keyboard('n');
  await user.keyboard('Buy bread #shop !low');
  const understood = await screen.findByRole('list', { name: 'Recognized details' });
  expect(within(understood).getByText('shop')).toBeInTheDocument();
  const drafts = () => localStorage.getItem(`errand-draft:${me.id}:quick-add`);
  await waitFor(() => expect(drafts()).toBe('Buy bread #shop !low'));
  await user.keyboard('{Enter}');
  expect(await screen.findByRole('button', { name: 'Buy bread' })).toBeEnabled();
  expect(sent).toMatchObject({ title: 'Buy bread', tags: ['shop'], priority: 'low' });
  await waitFor(() => expect(drafts()).toBeNull());
});

test('search filters the list while typing', async () => {
  const user = await openPage();
  await user.keyboard('/');
  await user.keyboard('xyz');
  expect(await screen.findByText('No tasks match')).toBeInTheDocument();
});

test('keys move the focus, rename and select', async () => {
  let sent: unknown;
  server.use(
    http.patch(`${origin}/api/v1/tasks/:id`, async ({ request }) => {
      sent = await request.clone().json();
    }),
  );
  const user = await openPage();
  await user.keyboard('j');
  await waitFor(() => expect(screen.getByRole('button', { name: task.title })).toHaveFocus());
  await user.keyboard('x');
  expect(screen.getByText('1 selected')).toBeInTheDocument();
  await user.keyboard('{Escape}e');
  await user.keyboard('Water all plants{Enter}');
  expect(await screen.findByRole('button', { name: 'Water all plants' })).toBeInTheDocument();
  expect(sent).toEqual({ title: 'Water all plants' });
});
