// Typed text is not lost: it is a draft, for its account only, until it is saved or discarded.

import type { Page } from 'playwright-core';
import { expect, test } from 'vitest';
import {
  addTask,
  openPage,
  password,
  savedTask,
  signIn,
  signOut,
  signUp,
  task,
  useServer,
} from './support/app';

useServer();

const line = (page: Page) => page.getByRole('textbox', { name: 'Add a task' });
const details = (page: Page) => page.getByRole('dialog', { name: 'Task' });
const description = (page: Page) => details(page).getByLabel('Description');
const stored = (page: Page) => page.evaluate(() => JSON.stringify(localStorage));
const mark = (page: Page) => page.getByRole('listitem').getByText('Draft', { exact: true });

async function openTask(page: Page): Promise<void> {
  await savedTask(page, 'Call Ada').click();
  await details(page).getByText('Created').waitFor();
}

async function withTask(): Promise<{ page: Page; email: string }> {
  const page = await openPage();
  const email = await signUp(page);
  await addTask(page, 'Call Ada');
  await openTask(page);
  return { page, email };
}

test.each<[string, (page: Page) => Promise<unknown>]>([
  ['Escape', (page) => page.keyboard.press('Escape')],
  ['a click outside', (page) => page.mouse.click(5, 5)],
  ['the close button', (page) => details(page).getByRole('button', { name: 'Close' }).click()],
])('%s loses nothing', async (_, close) => {
  const { page } = await withTask();
  await description(page).pressSequentially('About the eng');
  await close(page);
  await details(page).waitFor({ state: 'detached' });
  await mark(page).waitFor();

  await page.reload();
  await mark(page).waitFor();
  await openTask(page);
  expect(await description(page).inputValue()).toBe('About the eng');
  await details(page).getByText('This is a draft.').waitFor();
  await details(page).getByRole('button', { name: 'Discard draft' }).click();
  expect(await description(page).inputValue()).toBe('');
  await page.keyboard.press('Escape');
  await mark(page).waitFor({ state: 'detached' });
});

test('reloading in the middle of typing loses nothing, and saving ends the draft', async () => {
  const { page } = await withTask();
  await description(page).pressSequentially('About the eng');
  await page.reload();
  await details(page).getByText('This is a draft.').waitFor();
  await expect.poll(() => description(page).inputValue()).toBe('About the eng');
  await description(page).press('End');
  await page.keyboard.type('ine');
  await details(page).getByRole('button', { name: 'Save' }).click();
  await details(page).waitFor({ state: 'detached' });
  expect(await mark(page).count()).toBe(0);
  await page.reload();
  await openTask(page);
  expect(await description(page).inputValue()).toBe('About the engine');
  expect(await details(page).getByText('This is a draft.').count()).toBe(0);
});

test('a new task half typed is there after a reload, and in the next tab', async () => {
  const page = await openPage();
  await signUp(page);
  await line(page).pressSequentially('Buy bre');
  await page.reload();
  await line(page).waitFor();
  expect(await line(page).inputValue()).toBe('Buy bre');
  const context = page.context();
  await page.close({ runBeforeUnload: true });

  const next = await context.newPage();
  await next.goto('/');
  await line(next).waitFor();
  expect(await line(next).inputValue()).toBe('Buy bre');
  await line(next).press('End');
  await next.keyboard.type('ad today');
  await next.keyboard.press('Enter');
  await savedTask(next, 'Buy bread').waitFor();
  await next.reload();
  await savedTask(next, 'Buy bread').waitFor();
  expect(await line(next).inputValue()).toBe('');
});

test('a new task whose tab is closed before the server answers is added all the same', async () => {
  const page = await openPage();
  await signUp(page);
  const context = page.context();
  const sent = new Promise<void>((done) => {
    // Held until the page is closed.
    void page.route('**/api/v1/tasks', () => done());
  });
  await addTask(page, 'Buy bread #home');
  await sent;
  await page.close();

  const next = await context.newPage();
  const look = async () => {
    await next.goto('/?view=all');
    await line(next).waitFor();
    return savedTask(next, 'Buy bread').count();
  };
  await expect.poll(look).toBe(1);
  expect(await next.getByRole('list', { name: 'Not added yet' }).count()).toBe(0);
});

// Lets requests to add tasks through, but not their answers.
async function loseAnswers(page: Page): Promise<{ added: Promise<void> }> {
  let done: () => void;
  const added = new Promise<void>((resolve) => (done = resolve));
  await page.route('**/api/v1/tasks', async (route) => {
    await route.fetch();
    done();
    await route.abort();
  });
  return { added };
}

test('a task is added once, however often its answer is lost', async () => {
  const page = await openPage();
  await signUp(page);
  await page.goto('/?view=all');
  await line(page).waitFor();
  await loseAnswers(page);
  await addTask(page, 'Buy bread');
  const again = page.getByRole('button', { name: 'Try again' });
  await again.waitFor();
  const failed = page.waitForEvent('requestfailed', (request) => request.method() === 'POST');
  await Promise.all([failed, again.click()]);
  await page.reload();
  await expect.poll(() => line(page).inputValue()).toBe('Buy bread');
  await page.unroute('**/api/v1/tasks');
  await line(page).press('Enter');
  // The first attempt saved the task, so it shows before this one is answered.
  await expect.poll(() => stored(page)).not.toContain('Buy bread');
  await page.reload();
  await savedTask(page, 'Buy bread').waitFor();
  expect(await page.locator('[data-task]').count()).toBe(1);
  expect(await line(page).inputValue()).toBe('');
});

test('a task edited after its answer was lost is still one task', async () => {
  const page = await openPage();
  await signUp(page);
  await page.goto('/?view=all');
  await line(page).waitFor();
  await loseAnswers(page);
  await addTask(page, 'Buy bread');
  await page.getByRole('button', { name: 'Try again' }).waitFor();
  await page.unroute('**/api/v1/tasks');
  await line(page).press('End');
  await page.keyboard.type(' and milk');
  await page.keyboard.press('Enter');
  await savedTask(page, 'Buy bread and milk').waitFor();
  await page.reload();
  await savedTask(page, 'Buy bread and milk').waitFor();
  expect(await page.locator('[data-task]').count()).toBe(1);
});

test('a task that was added as its tab was closed is not offered again', async () => {
  const page = await openPage();
  await signUp(page);
  const context = page.context();
  const { added } = await loseAnswers(page);
  await addTask(page, 'Buy bread');
  await added;
  await page.close();

  const next = await context.newPage();
  await next.goto('/?view=all');
  await savedTask(next, 'Buy bread').waitFor();
  expect(await next.getByRole('list', { name: 'Not added yet' }).count()).toBe(0);
});

test('drafts are hidden from the next account, and are back after signing in again', async () => {
  const { page, email } = await withTask();
  await description(page).pressSequentially('A secret');
  await page.keyboard.press('Escape');
  await line(page).pressSequentially('Another secret');
  await signOut(page);
  expect(await page.getByText(/secret/i).count()).toBe(0);

  await signUp(page);
  await line(page).waitFor();
  expect(await line(page).inputValue()).toBe('');
  expect(await page.getByText(/secret|Draft/i).count()).toBe(0);
  await signOut(page);

  await signIn(page, email);
  await mark(page).waitFor();
  expect(await line(page).inputValue()).toBe('Another secret');
  await openTask(page);
  expect(await description(page).inputValue()).toBe('A secret');
});

test('deleting the account removes its drafts', async () => {
  const page = await openPage();
  await signUp(page);
  await line(page).pressSequentially('A secret');
  await expect.poll(() => stored(page)).toContain('secret');
  await page.goto('/account/data');
  await page.getByRole('button', { name: 'Delete account…' }).click();
  await page.getByLabel('Current password', { exact: true }).fill(password);
  await page.getByRole('button', { name: 'Delete permanently' }).click();
  await page.getByRole('heading', { name: 'Sign in' }).waitFor();
  expect(await stored(page)).not.toContain('secret');
});

test('a title renamed in place and left with Escape is kept', async () => {
  const page = await openPage();
  await signUp(page);
  await addTask(page, 'Call Ada');
  await savedTask(page, 'Call Ada').focus();
  await page.keyboard.press('e');
  await page.keyboard.press('End');
  await page.keyboard.type(' Lovelace');
  await page.keyboard.press('Escape');
  await mark(page).waitFor();
  await task(page, 'Call Ada').waitFor();
  await page.reload();
  await savedTask(page, 'Call Ada').focus();
  await page.keyboard.press('e');
  await page.keyboard.press('Enter');
  await task(page, 'Call Ada Lovelace').waitFor();
  await mark(page).waitFor({ state: 'detached' });
});
