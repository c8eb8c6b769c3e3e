// Two pages change the same task: neither overwrites what it has not seen.

import type { Page } from 'playwright-core';
import { expect, test } from 'vitest';
import { openPage, savedTask, signIn, signUp, task, useServer } from './support/app';
import { seed } from './support/seed';

useServer();

const details = (page: Page) => page.getByRole('dialog', { name: 'Task' });
const description = (page: Page) => details(page).getByLabel('Description', { exact: true });
const save = (page: Page) => details(page).getByRole('button', { name: 'Save' }).click();
const closed = (page: Page) => details(page).waitFor({ state: 'detached' });
const conflict = (page: Page) =>
  details(page).getByRole('region', { name: 'This task was also changed elsewhere' });

async function openDetails(page: Page): Promise<void> {
  await page.goto('/?view=all');
  await savedTask(page, 'Call Ada').click();
  await details(page).getByText('Created').waitFor();
}

async function withTask(): Promise<{ page: Page; email: string }> {
  const page = await openPage();
  const email = await signUp(page);
  await seed(page, email, [{ title: 'Call Ada', description: 'About the engine.' }]);
  return { page, email };
}

const tab = ({ page }: { page: Page }) => page.context().newPage();

async function device({ email }: { email: string }): Promise<Page> {
  const page = await openPage();
  await page.goto('/sign-in');
  await signIn(page, email);
  await page.getByRole('heading', { name: 'Today', level: 1 }).waitFor();
  return page;
}

test.each([
  ['two tabs', tab],
  ['two devices', device],
])('%s edit one description, and the second chooses', async (_, open) => {
  const account = await withTask();
  const { page } = account;
  const other = await open(account);
  await openDetails(page);
  await openDetails(other);
  await description(other).fill('About the theorem.');
  await save(other);
  await closed(other);

  await description(page).fill('About the engine and dinner.');
  await save(page);
  await conflict(page).getByText('About the engine and dinner.').waitFor();
  await conflict(page).getByText('About the theorem.').waitFor();

  // Closing it, and the tab, loses neither text.
  await page.keyboard.press('Escape');
  await closed(page);
  await page.reload();
  await page.getByRole('listitem').getByText('Draft', { exact: true }).waitFor();
  await openDetails(page);
  await conflict(page).waitFor();
  expect(await description(page).inputValue()).toBe('About the engine and dinner.');
  await conflict(page)
    .getByRole('radio', { name: /Your version/ })
    .click();
  await save(page);
  await closed(page);
  await openDetails(other);
  expect(await description(other).inputValue()).toBe('About the engine and dinner.');
  expect(await conflict(other).count()).toBe(0);
});

test('what was changed elsewhere can be taken instead', async () => {
  const account = await withTask();
  const { page } = account;
  const other = await tab(account);
  await openDetails(page);
  await openDetails(other);
  await description(other).fill('About the theorem.');
  await save(other);
  await closed(other);
  await details(page).getByText('High').click();
  await description(page).fill('About dinner.');
  await save(page);
  await conflict(page).getByRole('radio', { name: /Saved/ }).click();
  await save(page);
  await closed(page);
  await page.getByRole('checkbox', { name: /“Call Ada”, priority High/ }).waitFor();
  await page.reload();
  await openDetails(page);
  expect(await description(page).inputValue()).toBe('About the theorem.');
});

test('a title renamed in place on one page and elsewhere on another is chosen as well', async () => {
  const account = await withTask();
  const { page } = account;
  const other = await tab(account);
  await openDetails(other);
  await page.goto('/?view=all');
  await savedTask(page, 'Call Ada').focus();
  await page.keyboard.press('e');
  await details(other).getByLabel('Title').fill('Call Ada Lovelace');
  await save(other);
  await closed(other);
  await page.keyboard.type('Write to Ada');
  await page.keyboard.press('Enter');
  await conflict(page).getByText('Call Ada Lovelace').waitFor();
  await conflict(page)
    .getByRole('radio', { name: /Your version/ })
    .click();
  await save(page);
  await closed(page);
  await other.reload();
  await task(other, 'Write to Ada').waitFor();
});
