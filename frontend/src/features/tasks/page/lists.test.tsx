// What belongs in the list, and where, is what the server says.

import { screen, waitFor } from '@testing-library/react';
import { delay, http, HttpResponse } from 'msw';
import { expect, test } from 'vitest';
import { origin, server } from '@/testing/server';
import { aTask } from '@/testing/tasks';
import { openTasksPage } from './testing';

const plants = aTask({ title: 'Water the plants' });
const bread = aTask({ title: 'Buy bread' });
const ada = aTask({ title: 'Call Ada' });

const titles = () =>
  [...document.querySelectorAll('[data-task]')].map(({ textContent }) => textContent);
const row = (title: string) => screen.getByRole('button', { name: title });
const box = (title: string) =>
  screen.getByRole('checkbox', { name: new RegExp(`Complete “${title}”`) });

test('a completed task shows at once, then leaves as the server says, and the next has the focus', async () => {
  const user = await openTasksPage([plants, bread, ada]);
  await user.keyboard('jj');
  await waitFor(() => expect(row('Buy bread')).toHaveFocus());
  await user.keyboard('c');
  await waitFor(() => expect(box('Buy bread')).toBeChecked());
  expect(titles()).toEqual(['Water the plants', 'Buy bread', 'Call Ada']);
  await waitFor(() => expect(titles()).toEqual(['Water the plants', 'Call Ada']));
  await waitFor(() => expect(row('Call Ada')).toHaveFocus());
});

test('a renamed task moves to where the server sorts it, and keeps the focus', async () => {
  const renamed = { ...plants, title: 'Watered' };
  let isRenamed = false;
  server.use(
    http.patch(`${origin}/api/v1/tasks/:id`, () => {
      isRenamed = true;
      return HttpResponse.json(renamed);
    }),
    http.get(`${origin}/api/v1/tasks`, () =>
      isRenamed
        ? HttpResponse.json({ items: [bread, ada, renamed], next_cursor: null, total: 3 })
        : undefined,
    ),
  );
  const user = await openTasksPage([plants, bread, ada]);
  await user.keyboard('j');
  await waitFor(() => expect(row('Water the plants')).toHaveFocus());
  await user.keyboard('eWatered{Enter}');
  await waitFor(() => expect(titles()).toEqual(['Watered', 'Buy bread', 'Call Ada']));
  await waitFor(() => expect(titles()).toEqual(['Buy bread', 'Call Ada', 'Watered']));
  await waitFor(() => expect(row('Watered')).toHaveFocus());
});

test('the list is fetched once after many changes', async () => {
  let fetched = 0;
  server.use(
    http.get(`${origin}/api/v1/tasks`, () => void (fetched += 1)),
    http.patch(`${origin}/api/v1/tasks/:id`, () => delay(30).then(() => undefined)),
  );
  const user = await openTasksPage([plants, bread, ada]);
  expect(fetched).toBe(1);
  await user.click(box('Water the plants'));
  await user.click(box('Call Ada'));
  await waitFor(() => expect(titles()).toEqual(['Buy bread']));
  expect(fetched).toBe(2);
});

test('a new task that the list does not show is announced, and can be opened', async () => {
  server.use(
    http.post(`${origin}/api/v1/tasks`, async () => {
      await delay(200);
      return HttpResponse.json(aTask({ title: 'Pay rent' }), { status: 201 });
    }),
  );
  const user = await openTasksPage([plants]);
  await user.type(screen.getByRole('textbox', { name: 'Add a task' }), 'Pay rent{Enter}');
  await waitFor(() => expect(titles()).toEqual(['Pay rent', 'Water the plants']));
  expect(await screen.findByText('Added “Pay rent”')).toBeVisible();
  expect(titles()).toEqual(['Water the plants']);
  expect(screen.getByRole('button', { name: 'Open' })).toBeVisible();
});

test('the focus is not taken from where it went after a change', async () => {
  const user = await openTasksPage([plants, bread]);
  await user.click(box('Water the plants'));
  await user.click(screen.getByRole('textbox', { name: 'Search tasks' }));
  await waitFor(() => expect(titles()).toEqual(['Buy bread']));
  expect(screen.getByRole('textbox', { name: 'Search tasks' })).toHaveFocus();
});
