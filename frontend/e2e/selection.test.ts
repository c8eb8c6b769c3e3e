// Selecting tasks and changing them together.

import type { Page } from 'playwright-core';
import { expect, test } from 'vitest';
import {
  expectTasks,
  holdUndo,
  openPage,
  savedTask,
  saving,
  signUp,
  task,
  undo,
  useServer,
} from './support/app';
import { seed } from './support/seed';

useServer();

const titles = ['Water the plants', 'Buy bread', 'Call Ada'];

async function openTasks(): Promise<Page> {
  const page = await openPage();
  const email = await signUp(page);
  const tasks = titles.map((title) => ({ title }));
  await seed(page, email, tasks);
  await page.goto('/?view=all');
  await savedTask(page, 'Buy bread').waitFor();
  return page;
}

async function select(page: Page, ...selected: string[]): Promise<void> {
  for (const title of selected) {
    await savedTask(page, title).focus();
    await page.keyboard.press('x');
  }
  await page.getByText(`${selected.length} selected`).waitFor();
}

const bar = (page: Page) => page.getByRole('toolbar', { name: 'Selected tasks' });

test('selected tasks are completed together, which can be undone', async () => {
  const page = await openTasks();
  await select(page, 'Water the plants', 'Buy bread');
  await bar(page).getByRole('button', { name: 'Complete' }).click();
  await holdUndo(page);
  await page.getByText('Completed 2 tasks').waitFor();
  await task(page, 'Water the plants').waitFor({ state: 'detached' });
  await task(page, 'Buy bread').waitFor({ state: 'detached' });
  await bar(page).waitFor({ state: 'detached' });
  await undo(page);
  await page.getByText('Change undone').waitFor();
  await page.reload();
  await task(page, 'Water the plants').waitFor();
  await expectTasks(page, 3);
});

test('selected tasks change their priority together', async () => {
  const page = await openTasks();
  await select(page, 'Water the plants', 'Call Ada');
  await bar(page).getByRole('button', { name: 'Priority' }).click();
  await saving(page, () => page.getByRole('menuitem', { name: 'High' }).click());
  await bar(page).waitFor({ state: 'detached' });
  await page.goto('/?view=all&priority=high');
  await task(page, 'Water the plants').waitFor();
  await task(page, 'Call Ada').waitFor();
  await expectTasks(page, 2);
});

test('selected tasks gain and lose tags together, with the keyboard alone', async () => {
  const page = await openTasks();
  const openTags = async () => {
    await select(page, 'Water the plants', 'Call Ada');
    await bar(page).getByRole('button', { name: 'Tags' }).press('Enter');
    await page.getByRole('dialog', { name: 'Tags for 2 tasks' }).waitFor();
    await expect.poll(() => page.locator(':focus').getAttribute('list')).toBe('known-tags');
  };
  const tagged = (tag: string) => page.getByRole('listitem').filter({ hasText: `#${tag}` });
  const expectTagged = async (tag: string, titles: string[]) => {
    await page.goto(`/?view=all&tag=${tag}`);
    await page.getByRole('heading', { name: `#${tag}`, level: 1 }).waitFor();
    if (titles.length === 0) await page.getByText('No tasks match').waitFor();
    const shown = async () => (await page.locator('[data-task]').allTextContents()).sort();
    await expect.poll(shown).toEqual(titles);
  };

  await openTags();
  await page.keyboard.type('home');
  await page.keyboard.press('Enter');
  await saving(page, () => page.keyboard.press('Enter'));
  await expect.poll(() => tagged('home').count()).toBe(2);
  await page.getByRole('navigation').getByRole('link', { name: 'home' }).waitFor();
  await expectTagged('home', ['Call Ada', 'Water the plants']);

  await page.goto('/?view=all');
  await openTags();
  expect(await page.locator('datalist option').getAttribute('value')).toBe('home');
  await page.keyboard.type('family');
  await page.keyboard.press('Enter');
  await page.getByRole('checkbox', { name: '#home' }).press('Space');
  await saving(page, () => page.getByRole('button', { name: 'Save' }).press('Enter'));
  await expect.poll(() => tagged('family').count()).toBe(2);
  await expectTagged('home', []);
  await expectTagged('family', ['Call Ada', 'Water the plants']);
});

test('rejected tags are rolled back', async () => {
  const page = await openTasks();
  await select(page, 'Water the plants', 'Call Ada');
  await bar(page).getByRole('button', { name: 'Tags' }).click();
  const tag = 'long'.repeat(20);
  await page.getByLabel('Add to all').fill(tag);
  await page.getByRole('button', { name: 'Save' }).click();
  await page.getByText('2 changes weren’t saved.').waitFor();
  expect(await page.getByText(`#${tag}`).count()).toBe(0);
});

test('selected tasks are deleted together and undeleted', async () => {
  const page = await openTasks();
  await select(page, 'Buy bread', 'Call Ada');
  await bar(page).getByRole('button', { name: 'Delete' }).click();
  await holdUndo(page);
  await page.getByText('Deleted 2 tasks').waitFor();
  await expectTasks(page, 1);
  await undo(page);
  await task(page, 'Buy bread').waitFor();
  await task(page, 'Call Ada').waitFor();
  await page.reload();
  await task(page, 'Buy bread').waitFor();
  await expectTasks(page, 3);
});

test('all tasks that match are deleted, loaded or not, and one undo brings them back', async () => {
  const page = await openPage();
  const email = await signUp(page);
  const many = Array.from({ length: 510 }, (_, i) => ({ title: `Task ${i}`, tags: ['old'] }));
  await seed(page, email, [...many, ...titles.map((title) => ({ title }))]);
  const shown = (count: number) => page.getByText(`${count} tasks`, { exact: true }).first();
  await page.goto('/?view=all&tag=old');
  await shown(510).waitFor();
  await page.locator('[data-task]').first().focus();
  await page.keyboard.press('x');
  await bar(page).getByRole('button', { name: 'Select all 510' }).click();
  await page.getByText('510 selected').waitFor();
  await bar(page).getByRole('button', { name: 'Delete' }).click();
  await holdUndo(page);
  await page.getByText('Deleted 510 tasks').waitFor();
  await page.getByText('No tasks match').waitFor();
  await page.getByRole('navigation').getByRole('link', { name: 'All tasks' }).click();
  await shown(3).waitFor();
  await undo(page);
  await page.getByText('Change undone').waitFor();
  await shown(513).waitFor();
  await page.goto('/?view=all&tag=old');
  await shown(510).waitFor();
});
