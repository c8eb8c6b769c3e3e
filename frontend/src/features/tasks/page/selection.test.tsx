// Adding and removing tags on several tasks at once.

import { screen, within } from '@testing-library/react';
import { delay, http } from 'msw';
import { expect, test } from 'vitest';
import { origin, problem, server } from '@/testing/server';
import { aTask } from '@/testing/tasks';
import type { Task } from '../data/list';
import { openTasksPage } from './testing';

const plants = aTask({ title: 'Water the plants', tags: ['home'] });
const bread = aTask({ title: 'Buy bread', tags: ['errands', 'home'] });
const ada = aTask({ title: 'Call Ada', tags: ['family'] });
const tasks = [plants, bread, ada];

// A slow server that may reject the changes of one task.
function answerChanges(refused?: Task): Map<string, unknown> {
  const sent = new Map<string, unknown>();
  server.use(
    http.patch(`${origin}/api/v1/tasks/:id`, async ({ request, params }) => {
      sent.set(String(params['id']), await request.clone().json());
      await delay(60);
      return params['id'] === refused?.id ? problem(503, 'unavailable') : undefined;
    }),
  );
  return sent;
}

async function openTags() {
  const user = await openTasksPage(tasks);
  await user.click(screen.getByRole('button', { name: 'More actions' }));
  await user.click(await screen.findByRole('menuitem', { name: 'Select tasks' }));
  for (const box of screen.getAllByRole('checkbox')) await user.click(box);
  await user.click(screen.getByRole('button', { name: 'Tags' }));
  const dialog = await screen.findByRole('dialog', { name: 'Tags for 3 tasks' });
  return { user, dialog };
}

const tagsOf = ({ title }: Task) => {
  const row = screen.getByRole('button', { name: title }).closest('li');
  return [...(row?.querySelectorAll('bdi') ?? [])]
    .map(({ textContent }) => textContent)
    .filter((text) => text.startsWith('#'));
};

test('tags are added to and removed from all selected tasks', async () => {
  const sent = answerChanges();
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
  await expect.poll(() => tagsOf(plants)).toEqual(['#family', '#soon']);
  await expect.poll(() => tagsOf(bread)).toEqual(['#errands', '#family', '#soon']);
  await expect.poll(() => tagsOf(ada)).toEqual(['#family', '#soon']);
  await expect
    .poll(() => Object.fromEntries(sent))
    .toEqual({
      [plants.id]: { tags: ['family', 'soon'] },
      [bread.id]: { tags: ['errands', 'family', 'soon'] },
      [ada.id]: { tags: ['family', 'soon'] },
    });
});

test('a task that needs no change is not sent', async () => {
  const sent = answerChanges();
  const { user, dialog } = await openTags();
  await user.keyboard('home{Enter}{Enter}');
  expect(dialog).not.toBeInTheDocument();
  await expect.poll(() => tagsOf(ada)).toEqual(['#family', '#home']);
  expect([...sent.keys()]).toEqual([ada.id]);
});

test('a rejected change of tags is rolled back with a message', async () => {
  answerChanges(bread);
  const { user } = await openTags();
  await user.keyboard('soon{Enter}{Enter}');
  await expect.poll(() => tagsOf(bread), { interval: 5 }).toContain('#soon');
  expect(await screen.findByText(/The change wasn’t saved\./)).toBeInTheDocument();
  expect(tagsOf(bread)).toEqual(['#errands', '#home']);
  expect(tagsOf(plants)).toEqual(['#home', '#soon']);
  expect(screen.getByRole('button', { name: 'Try again' })).toBeInTheDocument();
});
