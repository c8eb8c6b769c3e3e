// Working with tasks, from the first visit to the next.

import type { Page } from 'playwright-core';
import { expect, test } from 'vitest';
import {
  addTask,
  complaints,
  holdUndo,
  openPage,
  savedTask,
  settle,
  signIn,
  signOut,
  signUp,
  task,
  undo,
  useServer,
} from './support/app';
import { seed } from './support/seed';

useServer();

const focused = (page: Page) => page.evaluate(() => document.activeElement?.textContent);

test('sign up, add, edit, complete, filter, reload, sign out, sign in', async () => {
  const page = await openPage();
  const found = complaints(page);
  const email = await signUp(page);

  await addTask(page, 'Call Ada today 23:59 #family !high');
  await addTask(page, 'Buy bread #home');
  await task(page, 'Call Ada').waitFor();
  await task(page, 'Buy bread').click();

  const details = page.getByRole('dialog', { name: 'Task' });
  await details.getByLabel('Title').fill('Buy rye bread');
  await details.getByLabel('Description').fill('The dark one.');
  await details.getByText('Low').click();
  await details.getByRole('button', { name: 'Save' }).click();
  await details.waitFor({ state: 'detached' });
  await task(page, 'Buy rye bread').waitFor();

  await page.getByRole('checkbox', { name: /Complete “Call Ada”/ }).click();
  await task(page, 'Call Ada').waitFor({ state: 'detached' });
  await page.getByRole('link', { name: 'Completed' }).first().click();
  await task(page, 'Call Ada').waitFor();

  await page.getByRole('link', { name: 'All tasks' }).first().click();
  await page.getByRole('button', { name: 'Filter' }).click();
  await page.getByRole('menuitemcheckbox', { name: 'High' }).click();
  await page.keyboard.press('Escape');
  await page.getByText('No tasks match').waitFor();
  expect(page.url()).toContain('priority=high');

  await page.reload();
  await page.getByRole('button', { name: 'Remove High' }).click();
  await task(page, 'Buy rye bread').waitFor();

  await signOut(page);
  await page.goto('/?view=all');
  await page.getByRole('heading', { name: 'Sign in' }).waitFor();
  await signIn(page, email);
  await task(page, 'Buy rye bread').waitFor();
  expect(page.url()).toContain('view=all');
  expect(found).toEqual([]);
});

test('users do not see each other’s tasks', async () => {
  const [ada, bob] = [await openPage(), await openPage()];
  await signUp(ada);
  await addTask(ada, 'A secret #hidden');
  await task(ada, 'A secret').click();
  await ada.getByRole('dialog').getByText('Created').waitFor();
  const link = ada.url();

  await signUp(bob);
  await bob.goto('/?view=all');
  await bob.getByText('No tasks yet').waitFor();
  await bob.goto(link);
  await bob.getByText('This task no longer exists.').waitFor();
  expect(await bob.getByText('secret').count()).toBe(0);
  expect(await bob.getByText('hidden').count()).toBe(0);
});

test('a failed change is rolled back, and typed text is not lost', async () => {
  const page = await openPage();
  await signUp(page);
  await page.goto('/?view=all');
  await addTask(page, 'Water the plants');
  const box = page.getByRole('checkbox', { name: /Complete “Water the plants”/ });
  await savedTask(page, 'Water the plants').waitFor();
  await settle(page);

  await page.route('**/api/**', (route) => route.abort());
  await box.click();
  await page.getByText(/The change wasn’t saved/).waitFor();
  await expect.poll(() => box.isChecked()).toBe(false);
  await addTask(page, 'Buy bread tomorrow');
  await page.getByText('Can’t reach the server.').first().waitFor();
  const line = page.getByRole('textbox', { name: 'Add a task' });
  await expect.poll(() => line.inputValue()).toBe('Buy bread tomorrow');

  await page.reload();
  await page.getByRole('heading', { name: 'Can’t reach the server' }).waitFor();
  await page.unroute('**/api/**');
  await task(page, 'Water the plants').waitFor();
  expect(await line.inputValue()).toBe('Buy bread tomorrow');
  await line.press('Enter');
  await task(page, 'Buy bread').waitFor();
});

test('everything works with the keyboard alone', async () => {
  const page = await openPage();
  await signUp(page);
  await page.keyboard.press('n');
  await page.keyboard.type('One today');
  await page.keyboard.press('Enter');
  await savedTask(page, 'One').waitFor();
  await page.keyboard.type('Two today');
  await page.keyboard.press('Enter');
  await savedTask(page, 'Two').waitFor();
  await page.keyboard.press('Escape');
  await page.keyboard.press('j');
  await page.keyboard.press('e');
  await page.keyboard.type('First');
  await page.keyboard.press('Enter');
  await expect.poll(() => focused(page)).toBe('First');
  await page.keyboard.press('j');
  await page.keyboard.press('x');
  await page.getByText('1 selected').waitFor();
  await page.keyboard.press('Escape');
  await page.keyboard.press('c');
  await task(page, 'Two').waitFor({ state: 'detached' });
  await page.keyboard.press('?');
  await page.getByRole('dialog', { name: 'Keyboard shortcuts' }).waitFor();
  await page.keyboard.press('Escape');
});

test('keys move up and down, search, and delete with undo', async () => {
  const page = await openPage();
  const email = await signUp(page);
  await seed(page, email, [{ title: 'One' }, { title: 'Two' }, { title: 'Three' }]);
  await page.goto('/?view=all&sort=title');
  await savedTask(page, 'One').waitFor();
  for (const [key, title] of [
    ['j', 'One'],
    ['j', 'Three'],
    ['j', 'Two'],
    ['k', 'Three'],
    ['k', 'One'],
    ['k', 'One'],
  ] as const) {
    await page.keyboard.press(key);
    await expect.poll(() => focused(page)).toBe(title);
  }
  await page.keyboard.press('Delete');
  await holdUndo(page);
  await task(page, 'One').waitFor({ state: 'detached' });
  await undo(page);
  await task(page, 'One').waitFor();

  await savedTask(page, 'One').focus();
  await page.keyboard.press('/');
  await page.keyboard.type('tw');
  const search = page.getByRole('textbox', { name: 'Search tasks' });
  expect(await search.inputValue()).toBe('tw');
  await task(page, 'One').waitFor({ state: 'detached' });
  await task(page, 'Two').waitFor();
});
