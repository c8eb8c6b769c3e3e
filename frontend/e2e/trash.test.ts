// Deleting tasks, and finding them in the trash.

import { expect, test } from 'vitest';
import type { Page } from 'playwright-core';
import { openPage, savedTask, signUp, task, useServer } from './support/app';
import { seed } from './support/seed';

useServer();

const titles = ['Water the plants', 'Buy bread', 'Call Ada'];

async function openTasks(): Promise<Page> {
  const page = await openPage();
  const email = await signUp(page);
  await seed(
    page,
    email,
    titles.map((title) => ({ title })),
  );
  await page.goto('/?view=all');
  await savedTask(page, 'Buy bread').waitFor();
  return page;
}

async function remove(page: Page, title: string): Promise<void> {
  await savedTask(page, title).focus();
  await page.keyboard.press('Delete');
  await page.getByText(`Deleted “${title}”`).waitFor();
}

const restore = (page: Page, title: string) =>
  page.getByRole('button', { name: `Restore “${title}”` });

const openTrash = (page: Page) =>
  page.getByRole('navigation').getByRole('link', { name: 'Trash' }).click();

test('a deleted task is in the trash, and is restored from there', async () => {
  const page = await openTasks();
  await remove(page, 'Buy bread');
  await openTrash(page);
  await page.getByText('1 task · kept for 30 days, then removed for good').waitFor();
  await restore(page, 'Buy bread').click();
  await page.getByText('Restored “Buy bread”').waitFor();
  await page.getByRole('heading', { name: 'The trash is empty' }).waitFor();
  await page.keyboard.press('3');
  await task(page, 'Buy bread').waitFor();

  // Undoing that puts it back into the trash.
  await page.keyboard.press('Control+z');
  await task(page, 'Buy bread').waitFor({ state: 'detached' });
  await page.keyboard.press('5');
  await restore(page, 'Buy bread').waitFor();
});

test('the trash is emptied once that is confirmed', async () => {
  const page = await openTasks();
  await remove(page, 'Buy bread');
  await remove(page, 'Call Ada');
  await openTrash(page);
  await page.getByRole('button', { name: 'Empty trash' }).click();
  await page.getByText('This deletes all 2 tasks in the trash.').waitFor();
  await page.keyboard.press('Escape');
  await restore(page, 'Call Ada').waitFor();

  await page.getByRole('button', { name: 'Empty trash' }).click();
  await page.getByRole('button', { name: 'Delete 2 tasks' }).click();
  await page.getByRole('heading', { name: 'The trash is empty' }).waitFor();
  await expect.poll(() => page.locator(':focus').getAttribute('id')).toBe('main');
  await page.reload();
  await page.getByRole('heading', { name: 'The trash is empty' }).waitFor();
  await page.goto('/?view=all');
  await task(page, 'Water the plants').waitFor();
  expect(await page.locator('[data-task]').count()).toBe(1);
});

test('the trash is shown page by page, on a phone as well', async () => {
  const page = await openPage({ viewport: { width: 390, height: 844 } });
  const email = await signUp(page);
  const many = Array.from({ length: 60 }, (_, i) => ({ title: `Task ${i}`, tags: ['old'] }));
  await seed(page, email, many);
  await page.goto('/?view=all');
  await page.getByRole('button', { name: 'More actions' }).click();
  await page.getByRole('menuitem', { name: 'Select tasks' }).click();
  await page.getByRole('button', { name: 'Select all 60' }).click();
  await page.getByRole('toolbar').getByRole('button', { name: 'Delete' }).click();
  await page.getByText('Deleted 60 tasks').waitFor();
  await openTrash(page);
  await expect.poll(() => page.getByRole('button', { name: /^Restore/ }).count()).toBe(50);
  await page.getByRole('button', { name: 'Show more' }).click();
  await expect.poll(() => page.getByRole('button', { name: /^Restore/ }).count()).toBe(60);
});
