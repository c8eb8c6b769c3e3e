// The text of a new task is kept until the server has added it or it is discarded.

import { act, screen, waitFor, within } from '@testing-library/react';
import { http } from 'msw';
import { expect, test } from 'vitest';
import { origin, problem, server } from '@/testing/server';
import { aTask, me } from '@/testing/tasks';
import { openTasksPage } from './testing';

const plants = aTask({ title: 'Water the plants' });
const tooLong = { pointer: '/tags/0', code: 'too_long', detail: '', params: { max: 50 } };

const line = () => screen.getByRole('textbox', { name: 'Add a task' });
const unadded = () => within(screen.getByRole('list', { name: 'Not added yet' }));
const noneUnadded = () => screen.queryByRole('list', { name: 'Not added yet' }) === null;
const stored = () => {
  dispatchEvent(new Event('pagehide'));
  return Object.values<string>(localStorage);
};

// Leaves the answers to new tasks open until the returned function gives them.
function holdAnswers(): (answer?: Response) => void {
  let give: (answer?: Response) => void = () => undefined;
  server.use(
    http.post(
      `${origin}/api/v1/tasks`,
      () => new Promise<Response | undefined>((to) => (give = to)),
    ),
  );
  return (answer) => give(answer);
}

const refuse = () => problem(422, 'invalid_request', { errors: [tooLong] });

test('a refused task is not lost while the next one is typed, and can be edited', async () => {
  const answer = holdAnswers();
  const user = await openTasksPage([plants]);
  await user.type(line(), 'Buy bread #shop{Enter}');
  await screen.findByRole('button', { name: 'Buy bread' });
  await user.type(line(), 'Call Ada');
  answer(refuse());
  expect(await screen.findByText('Not added. Use no more than 50 characters.')).toBeVisible();
  expect(unadded().getByText('Buy bread #shop')).toBeVisible();
  expect(line()).toHaveValue('Call Ada');
  expect(line()).toBeValid();
  expect(stored().sort()).toEqual(['Buy bread #shop', 'Call Ada']);

  await user.click(unadded().getByRole('button', { name: 'Edit “Buy bread #shop”' }));
  expect(line()).toHaveValue('Buy bread #shop');
  expect(line()).toHaveFocus();
  expect(unadded().getByText('Call Ada')).toBeVisible();
  expect(unadded().queryByText('Buy bread #shop')).toBeNull();
  await user.keyboard('s{Enter}');
  await waitFor(() => expect(line()).toHaveValue(''));
  answer();
  await waitFor(() => expect(stored()).toEqual(['Call Ada']));

  await user.click(unadded().getByRole('button', { name: 'Discard “Call Ada”' }));
  expect(noneUnadded()).toBe(true);
  expect(stored()).toEqual([]);
});

test('a refused task is back in the input if nothing else is typed there', async () => {
  const answer = holdAnswers();
  const user = await openTasksPage([plants]);
  await user.type(line(), 'Buy bread #shop{Enter}');
  await screen.findByRole('button', { name: 'Buy bread' });
  answer(refuse());
  await waitFor(() => expect(line()).toHaveValue('Buy bread #shop'));
  expect(noneUnadded()).toBe(true);
  expect(stored()).toEqual(['Buy bread #shop']);
});

test('a task that is being added is stored until the server answers, and not shown twice', async () => {
  const answer = holdAnswers();
  const user = await openTasksPage([plants]);
  await user.type(line(), 'Buy bread{Enter}');
  await screen.findByRole('button', { name: 'Buy bread' });
  expect(stored()).toEqual(['Buy bread']);
  expect(noneUnadded()).toBe(true);
  answer();
  await waitFor(() => expect(stored()).toEqual([]));
});

test('a task whose page was closed before the server answered is offered again', async () => {
  localStorage.setItem(`errand-draft:${me.id}:new-task:1`, 'Buy bread');
  const user = await openTasksPage([plants]);
  expect(unadded().getByText(/The page closed before the server answered/)).toBeVisible();
  await user.click(unadded().getByRole('button', { name: 'Edit “Buy bread”' }));
  expect(noneUnadded()).toBe(true);
  expect(line()).toHaveValue('Buy bread');
  await user.keyboard('{Enter}');
  expect(await screen.findByRole('button', { name: 'Buy bread' })).toBeEnabled();
  await waitFor(() => expect(stored()).toEqual([]));
});

test('a task that another tab is adding is not offered', async () => {
  await openTasksPage([plants]);
  act(() => {
    localStorage.setItem(`errand-draft:${me.id}:new-task:1`, 'Buy bread');
    dispatchEvent(new Event('storage'));
  });
  expect(noneUnadded()).toBe(true);
});

test('a line that names nothing to do is not sent', async () => {
  const user = await openTasksPage([plants]);
  await user.type(line(), '#shop{Enter}');
  expect(line()).toHaveValue('#shop');
  expect(screen.queryByRole('button', { name: '' })).toBeNull();
  expect(stored()).toEqual(['#shop']);
});
