// Markup in user input, device names and addresses is shown as text.

import { expect, test } from 'vitest';
import {
  addTask,
  complaints,
  openPage,
  password,
  signIn,
  signUp,
  task,
  useServer,
} from './support/app';

useServer();

const markup = `<img src=x onerror=alert(1)><script>alert(2)</script>`;
const injected = 'img[src=x], #root script, main b';

test('in a task', async () => {
  const page = await openPage();
  const found = complaints(page);
  await signUp(page);
  await page.goto('/?view=all');
  await addTask(page, 'Plain');
  await task(page, 'Plain').click();
  const details = page.getByRole('dialog', { name: 'Task' });
  await details.getByLabel('Title').fill(markup);
  await details.getByLabel('Description').fill(markup);
  await details.getByLabel('Tags').fill(`<b onclick=alert(3)>`);
  await details.getByLabel('Tags').press('Enter');
  await details.getByRole('button', { name: 'Save' }).click();
  await details.waitFor({ state: 'detached' });
  await page.goto(
    `/?view=all&q=${encodeURIComponent('<img')}&tag=${encodeURIComponent('<b onclick=alert(3)>')}`,
  );
  await task(page, markup).waitFor();
  expect(await page.locator(injected).count()).toBe(0);
  expect(found).toEqual([]);
});

test('in an email, a device and an access token', async () => {
  // A program that is not a known browser is shown by the name it gives.
  const page = await openPage({ userAgent: markup });
  const found = complaints(page);
  // As much markup as an email address allows.
  const email = await signUp(page, `o'neill&amp+{{7*7}}+${Date.now()}@example.org`);
  await page.getByRole('button', { name: /Account and settings/ }).click();
  await page.getByRole('menu').getByText(email).waitFor();
  await page.keyboard.press('Escape');

  await page.goto('/account/security');
  await page.getByRole('main').getByText(markup).first().waitFor();
  expect(await page.locator(injected).count()).toBe(0);

  await page.goto('/account/tokens');
  await page.getByRole('button', { name: 'Create token' }).click();
  await page.getByLabel('Name').fill(markup);
  await page.getByLabel('Current password').fill(password);
  await page.getByRole('button', { name: 'Create token' }).click();
  await page.getByRole('button', { name: 'Done' }).click();
  await page.getByRole('main').getByText(markup).waitFor();
  await page.getByRole('button', { name: `Revoke ${markup}` }).click();
  await page.getByText('No access tokens').waitFor();
  expect(await page.locator(injected).count()).toBe(0);
  expect(found).toEqual([]);
});

test('in an address, whose unknown values are dropped', async () => {
  const page = await openPage();
  const found = complaints(page);
  const email = await signUp(page);
  const named = encodeURIComponent(markup);
  await page.goto(`/?view=all&__proto__=${named}&constructor=${named}&tag=%3Cb%3E&q=${named}`);
  await page.getByText('No tasks match').waitFor();
  await page.goto('/?view=nonsense&q=one&q=two&sort=nonsense&priority=nonsense&due=nonsense');
  await page.getByRole('heading', { name: 'Today', level: 1 }).waitFor();
  await page.getByText('No tasks match').waitFor();
  expect(await page.locator(injected).count()).toBe(0);

  for (const redirect of ['javascript:alert(4)', '//example.org/tasks', 'https://example.org']) {
    const other = await openPage();
    await other.goto(`/sign-in?redirect=${encodeURIComponent(redirect)}`);
    await signIn(other, email);
    await other.getByRole('heading', { name: 'Today', level: 1 }).waitFor();
    expect(new URL(other.url()).pathname).toBe('/');
    await other.context().close();
  }
  expect(found).toEqual([]);
});
