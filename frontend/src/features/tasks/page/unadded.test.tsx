// The text of a new task is kept until the server has added it or it is discarded.

import { act, screen, waitFor, within } from '@testing-library/react';
import { http, HttpResponse } from 'msw';
import { expect, test } from 'vitest';
import type { Schemas } from '@/lib/api/client';
import { newId } from '@/lib/uuid';
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
  const drafts = Object.entries<string>(localStorage);
  return drafts.filter(([key]) => !key.endsWith(':quick-add-id')).map(([, text]) => text);
};

const leftId = '019b0000-0000-7000-8000-000000000001';
const leave = (text: string, id = leftId) =>
  localStorage.setItem(`errand-draft:${me.id}:new-task:${id}`, text);

interface Sent {
  key: string | null;
  body: Partial<Schemas['CreateTaskRequest']>;
}

// Loses the answer to the first request to add a task.
function loseAnswer(): Sent[] {
  const sent: Sent[] = [];
  server.use(
    http.post(`${origin}/api/v1/tasks`, async ({ request }) => {
      const body = (await request.clone().json()) as Sent['body'];
      sent.push({ key: request.headers.get('idempotency-key'), body });
      return sent.length === 1 ? HttpResponse.error() : undefined;
    }),
  );
  return sent;
}

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

test('a task whose page was closed before it was added is offered again, under its id', async () => {
  leave('Buy bread');
  const sent = loseAnswer();
  const user = await openTasksPage([plants]);
  const edit = await screen.findByRole('button', { name: 'Edit “Buy bread”' });
  expect(unadded().getByText('Not added yet')).toBeVisible();
  await user.click(edit);
  expect(noneUnadded()).toBe(true);
  expect(line()).toHaveValue('Buy bread');
  await user.keyboard('{Enter}');
  await user.click(await screen.findByRole('button', { name: 'Try again' }));
  expect(await screen.findByRole('button', { name: 'Buy bread' })).toBeEnabled();
  expect(sent.map(({ body }) => body.id)).toEqual([leftId, leftId]);
  await waitFor(() => expect(stored()).toEqual([]));
});

test('a task that was added although its page was closed is not offered again', async () => {
  leave('Buy bread');
  await openTasksPage([plants, aTask({ id: leftId, title: 'Buy bread' })]);
  await waitFor(() => expect(stored()).toEqual([]));
  expect(noneUnadded()).toBe(true);
});

test('whether a task was added is left open while the server cannot say', async () => {
  leave('Buy bread');
  server.use(http.get(`${origin}/api/v1/tasks/:id`, () => HttpResponse.error()));
  await openTasksPage([plants]);
  expect(await screen.findByText(/The page closed before the server answered/)).toBeVisible();
  expect(stored()).toEqual(['Buy bread']);
});

test('a task whose answer was lost is added again with the same id and key', async () => {
  const sent = loseAnswer();
  const user = await openTasksPage([plants]);
  await user.type(line(), 'Buy bread{Enter}');
  await user.click(await screen.findByRole('button', { name: 'Try again' }));
  expect(await screen.findByRole('button', { name: 'Buy bread' })).toBeEnabled();
  expect(sent).toHaveLength(2);
  expect(sent[0]?.key).not.toBeNull();
  expect(sent[1]).toEqual(sent[0]);
  await user.type(line(), 'Call Ada{Enter}');
  await waitFor(() => expect(sent).toHaveLength(3));
  expect(sent[2]?.body.id).not.toBe(sent[0]?.body.id);
});

test('a task that was added, edited after its answer was lost, is changed instead', async () => {
  const id = () => sent[0]?.body.id ?? '';
  const patched: unknown[] = [];
  server.use(
    http.patch(`${origin}/api/v1/tasks/:id`, async ({ request, params }) => {
      expect(params['id']).toBe(id());
      patched.push(await request.json());
      return HttpResponse.json(aTask({ id: id(), title: 'Buy breads' }));
    }),
    http.post(`${origin}/api/v1/tasks`, () => problem(422, 'key_reused')),
  );
  const sent = loseAnswer();
  const user = await openTasksPage([plants]);
  await user.type(line(), 'Buy bread{Enter}');
  await screen.findByRole('button', { name: 'Try again' });
  await user.type(line(), 's{Enter}');
  await waitFor(() => expect(patched).toMatchObject([{ title: 'Buy breads' }]));
  await waitFor(() => expect(stored()).toEqual([]));
});

test('adding a task is undone with Ctrl+Z', async () => {
  const user = await openTasksPage([plants]);
  await user.type(line(), 'Buy bread{Enter}');
  expect(await screen.findByRole('button', { name: 'Buy bread' })).toBeEnabled();
  await user.click(document.body);
  await user.keyboard('{Control>}z{/Control}');
  await waitFor(() => expect(screen.queryByRole('button', { name: 'Buy bread' })).toBeNull());
  expect(screen.getByText('Change undone')).toBeVisible();
});

test('a task that another tab is adding is not offered', async () => {
  await openTasksPage([plants]);
  act(() => {
    leave('Buy bread', newId());
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
