// Several tasks selected, and what is done with them together.

import type { Page } from 'playwright-core';
import { expect, test } from 'vitest';
import { openPage, savedTask, signUp, task, useServer } from './support/app';
import { seed } from './support/seed';

// So little that many changes one after the other have to wait for more.
useServer({
  ERRAND__AUTH__THROTTLING__REQUESTS__BURST: '60',
  ERRAND__AUTH__THROTTLING__REQUESTS__PER_SECOND: '10',
});

const titles = ['Water the plants', 'Buy bread', 'Call Ada'];

async function openTasks(count = titles.length): Promise<Page> {
  const page = await openPage();
  const email = await signUp(page);
  // The newest stand first.
  const others = Array.from({ length: count - titles.length }, (_, i) => `Task ${i}`);
  const tasks = [...others, ...titles].map((title) => ({ title }));
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

test('selected tasks are completed together, and reopened', async () => {
  const page = await openTasks();
  await select(page, 'Water the plants', 'Buy bread');
  await bar(page).getByRole('button', { name: 'Complete' }).click();
  await page.getByText('Completed 2 tasks').waitFor();
  await task(page, 'Water the plants').waitFor({ state: 'detached' });
  await task(page, 'Buy bread').waitFor({ state: 'detached' });
  expect(await bar(page).count()).toBe(0);
  await page.getByRole('button', { name: 'Undo' }).click();
  await page.getByText('Open again: 2 tasks').waitFor();
  await page.reload();
  await task(page, 'Water the plants').waitFor();
  expect(await page.locator('[data-task]').count()).toBe(3);
});

test('selected tasks get their priority together', async () => {
  const page = await openTasks();
  await select(page, 'Water the plants', 'Call Ada');
  await bar(page).getByRole('button', { name: 'Priority' }).click();
  await page.getByRole('menuitem', { name: 'High' }).click();
  await bar(page).waitFor({ state: 'detached' });
  await page.goto('/?view=all&priority=high');
  await task(page, 'Water the plants').waitFor();
  await task(page, 'Call Ada').waitFor();
  expect(await page.locator('[data-task]').count()).toBe(2);
});

test('selected tasks are deleted together, and not before it is too late to undo', async () => {
  const page = await openTasks();
  let deletions = 0;
  page.on('request', (request) => (deletions += request.method() === 'DELETE' ? 1 : 0));
  const remove = async () => {
    await select(page, 'Buy bread', 'Call Ada');
    await bar(page).getByRole('button', { name: 'Delete' }).click();
    await task(page, 'Buy bread').waitFor({ state: 'detached' });
    await task(page, 'Call Ada').waitFor({ state: 'detached' });
  };
  await remove();
  await page.getByRole('button', { name: 'Undo' }).click();
  await task(page, 'Buy bread').waitFor();
  await task(page, 'Call Ada').waitFor();
  expect(deletions).toBe(0);

  await remove();
  // Whoever leaves the page has decided.
  const kept = async () => {
    await page.reload();
    await task(page, 'Water the plants').waitFor();
    return page.locator('[data-task]').count();
  };
  await expect.poll(kept, { timeout: 10_000 }).toBe(1);
});

test('more tasks than requests are allowed at once are all completed', async () => {
  const page = await openTasks(56);
  const statuses: number[] = [];
  page.on('response', (response) => {
    if (response.request().method() === 'PATCH') statuses.push(response.status());
  });
  await select(page, 'Buy bread');
  await bar(page).getByRole('button', { name: 'Select all' }).click();
  await page.getByText('56 selected').waitFor();
  await bar(page).getByRole('button', { name: 'Complete' }).click();
  await page.getByText('Completed 56 tasks').waitFor({ timeout: 30_000 });
  expect(statuses).toContain(429);
  expect(statuses.filter((status) => status === 200)).toHaveLength(56);
  await page.reload();
  await page.getByText('Room for everything').waitFor();
});
