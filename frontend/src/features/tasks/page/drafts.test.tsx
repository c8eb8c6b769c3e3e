// What was typed into a task is kept until it is saved or discarded.

import { screen, within } from '@testing-library/react';
import type { UserEvent } from '@testing-library/user-event';
import { http } from 'msw';
import { expect, test } from 'vitest';
import { origin, server } from '@/testing/server';
import { aTask } from '@/testing/tasks';
import { openTasksPage } from './testing';

const plants = aTask({ title: 'Water the plants' });
const bread = aTask({ title: 'Buy bread' });

const row = () => screen.getByRole('button', { name: 'Water the plants' });
const marks = () => screen.queryAllByText('Draft');

async function openDetails(user: UserEvent) {
  await user.click(row());
  return within(await screen.findByRole('dialog', { name: 'Task' }));
}

test('closing a task keeps what was typed, its row says so, and opening brings it back', async () => {
  const user = await openTasksPage([plants, bread]);
  let details = await openDetails(user);
  await user.type(details.getByRole('textbox', { name: 'Title' }), ' and herbs');
  await user.type(details.getByRole('textbox', { name: 'Description' }), 'Not the cactus.');
  await user.type(details.getByRole('combobox', { name: 'Tags' }), 'gard');
  await user.keyboard('{Escape}');
  expect(screen.queryByRole('dialog')).not.toBeInTheDocument();
  expect(
    await screen.findByText('Kept your changes to “Water the plants” as a draft'),
  ).toBeVisible();
  expect(row().closest('li')).toHaveTextContent('Draft');
  expect(marks()).toHaveLength(1);

  details = await openDetails(user);
  expect(details.getByRole('textbox', { name: 'Title' })).toHaveValue('Water the plants and herbs');
  expect(details.getByRole('textbox', { name: 'Description' })).toHaveValue('Not the cactus.');
  expect(details.getByText(/This is a draft/)).toBeVisible();
  await user.click(details.getByRole('button', { name: 'Discard draft' }));
  expect(details.getByRole('textbox', { name: 'Title' })).toHaveValue('Water the plants');
  expect(details.getByRole('textbox', { name: 'Title' })).toHaveFocus();
  expect(details.getByRole('combobox', { name: 'Tags' })).toHaveValue('');
  await user.keyboard('{Escape}');
  expect(marks()).toHaveLength(0);
});

test('a closed task without changes leaves no draft and says nothing', async () => {
  const user = await openTasksPage([plants]);
  await openDetails(user);
  await user.keyboard('{Escape}');
  expect(screen.queryByRole('dialog')).not.toBeInTheDocument();
  expect(screen.queryByText(/Kept your changes/)).not.toBeInTheDocument();
  expect(marks()).toHaveLength(0);
});

test('saving ends the draft, and sends what it holds', async () => {
  let sent: unknown;
  server.use(
    http.patch(`${origin}/api/v1/tasks/:id`, async ({ request }) => {
      sent = await request.clone().json();
    }),
  );
  const user = await openTasksPage([plants]);
  const details = await openDetails(user);
  await user.type(details.getByRole('combobox', { name: 'Tags' }), 'garden');
  await user.type(details.getByRole('textbox', { name: 'Description' }), 'Not the cactus.');
  await user.keyboard('{Control>}{Enter}{/Control}');
  await expect.poll(() => screen.queryByRole('dialog')).toBeNull();
  expect(sent).toEqual({ description: 'Not the cactus.', tags: ['garden'] });
  expect(marks()).toHaveLength(0);
  dispatchEvent(new Event('pagehide'));
  expect(Object.keys(localStorage)).toEqual([]);
});

test('Escape while renaming keeps the title as a draft that can be discarded', async () => {
  const user = await openTasksPage([plants]);
  const rename = async () => {
    await user.click(screen.getByRole('button', { name: 'Rename “Water the plants”' }));
    return screen.getByRole('textbox', { name: 'Title' });
  };
  await user.type(await rename(), ' and herbs{Escape}');
  await user.click(screen.getByRole('button', { name: 'Dismiss' }));
  expect(row()).toBeVisible();
  expect(marks()).toHaveLength(1);
  expect(await rename()).toHaveValue('Water the plants and herbs');
  await user.keyboard('{Escape}');
  await user.click(screen.getByRole('button', { name: 'Discard draft' }));
  expect(marks()).toHaveLength(0);
  expect(await rename()).toHaveValue('Water the plants');
});

test('a half-typed new task can be discarded', async () => {
  const user = await openTasksPage([plants]);
  const line = screen.getByRole('textbox', { name: 'Add a task' });
  await user.type(line, 'Buy{Escape}');
  expect(line).toHaveValue('Buy');
  await user.click(screen.getByRole('button', { name: 'Discard draft' }));
  expect(line).toHaveValue('');
  expect(line).toHaveFocus();
});
