// A change is never saved over one that was made elsewhere meanwhile and not seen here.

import { screen, waitFor, within } from '@testing-library/react';
import type { UserEvent } from '@testing-library/user-event';
import { http } from 'msw';
import { beforeEach, expect, test } from 'vitest';
import { origin, server } from '@/testing/server';
import { aTask } from '@/testing/tasks';
import { changeElsewhere, openTasksPage } from './testing';

const plants = aTask({ title: 'Water the plants', description: 'All of them.', tags: ['home'] });

interface Sent {
  version: string | null;
  patch: unknown;
}

let sent: Sent[] = [];

beforeEach(() => {
  sent = [];
  server.use(
    http.patch(`${origin}/api/v1/tasks/:id`, async ({ request }) => {
      const patch: unknown = await request.clone().json();
      sent.push({ version: request.headers.get('if-match'), patch });
    }),
  );
});

async function openDetails(user: UserEvent, title = 'Water the plants') {
  await user.click(screen.getByRole('button', { name: title }));
  const dialog = within(await screen.findByRole('dialog', { name: 'Task' }));
  return {
    ...dialog,
    title: dialog.getByRole('textbox', { name: 'Title' }),
    description: dialog.getByRole('textbox', { name: 'Description' }),
    save: () => user.click(dialog.getByRole('button', { name: 'Save' })),
    conflict: () => dialog.findByRole('region', { name: 'This task was also changed elsewhere' }),
  };
}

const isClosed = () => waitFor(() => expect(screen.queryByRole('dialog')).toBeNull());

test('fields that were changed only elsewhere are taken over without a question', async () => {
  const user = await openTasksPage([plants]);
  const details = await openDetails(user);
  await user.type(details.description, ' Twice.');
  changeElsewhere(plants.id, { title: 'Water the cactus', tags: ['garden'] });
  await details.save();
  await isClosed();
  const patch = { description: 'All of them. Twice.' };
  expect(sent).toEqual([
    { version: '"1"', patch },
    { version: '"2"', patch },
  ]);
  expect(await screen.findByRole('button', { name: 'Water the cactus' })).toBeVisible();
  expect(screen.queryByText('Draft')).toBeNull();
});

test('of a field that was changed here and elsewhere, both texts are shown to choose from', async () => {
  const user = await openTasksPage([plants]);
  const details = await openDetails(user);
  await user.type(details.title, ' and herbs');
  await user.type(details.description, ' Twice.');
  changeElsewhere(plants.id, { title: 'Water the cactus', description: 'Only the cactus.' });
  await details.save();

  const conflict = await details.conflict();
  expect(conflict).toHaveFocus();
  const choice = (field: string, name: RegExp) =>
    within(within(conflict).getByRole('group', { name: field })).getByRole('radio', { name });
  expect(choice('Title', /^Your version\s*Water the plants and herbs$/)).not.toBeChecked();
  expect(choice('Title', /^Saved .*Water the cactus$/)).not.toBeChecked();
  expect(choice('Description', /Only the cactus\.$/)).not.toBeChecked();
  await user.click(choice('Description', /All of them\. Twice\.$/));
  // Nothing is saved before everything is chosen.
  await details.save();
  expect(sent).toHaveLength(1);
  expect(choice('Title', /Your version/)).toHaveFocus();
  await user.click(choice('Title', /Saved/));
  await details.save();
  await isClosed();
  expect(sent.at(-1)).toEqual({ version: '"2"', patch: { description: 'All of them. Twice.' } });
  expect(await screen.findByRole('button', { name: 'Water the cactus' })).toBeVisible();
  expect(screen.queryByText('Draft')).toBeNull();
});

test('Escape during a conflict loses nothing, and it is shown again', async () => {
  const user = await openTasksPage([plants]);
  let details = await openDetails(user);
  await user.type(details.description, ' Twice.');
  changeElsewhere(plants.id, { description: 'Only the cactus.' });
  await details.save();
  await details.conflict();
  await user.keyboard('{Escape}');
  await isClosed();
  expect(screen.getByText('Draft')).toBeVisible();

  details = await openDetails(user);
  await details.conflict();
  expect(details.description).toHaveValue('All of them. Twice.');
  expect(details.getByText('Only the cactus.')).toBeVisible();
});

test('a third change during the choice is shown as well', async () => {
  const user = await openTasksPage([plants]);
  const details = await openDetails(user);
  await user.type(details.description, ' Twice.');
  changeElsewhere(plants.id, { description: 'Only the cactus.' });
  await details.save();
  await details.conflict();
  await user.click(details.getByRole('radio', { name: /Your version/ }));
  changeElsewhere(plants.id, { description: 'None of them.' });
  await details.save();
  expect(await details.findByText('None of them.')).toBeVisible();
  expect(details.getByRole('radio', { name: /Your version/ })).not.toBeChecked();
});

test('a title renamed in place and elsewhere opens the details with both', async () => {
  const user = await openTasksPage([plants]);
  await user.keyboard('je');
  await user.keyboard('Water the herbs');
  changeElsewhere(plants.id, { title: 'Water the cactus' });
  await user.keyboard('{Enter}');
  const dialog = within(await screen.findByRole('dialog', { name: 'Task' }));
  await dialog.findByRole('region', { name: 'This task was also changed elsewhere' });
  expect(dialog.getByText('Water the cactus')).toBeVisible();
  expect(dialog.getByRole('textbox', { name: 'Title' })).toHaveValue('Water the herbs');
  expect(sent).toEqual([{ version: '"1"', patch: { title: 'Water the herbs' } }]);
});
