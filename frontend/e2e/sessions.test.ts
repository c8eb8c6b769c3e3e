// Sessions ended elsewhere, and tabs that share one.

import type { Page } from 'playwright-core';
import { expect, test } from 'vitest';
import { openPage, password, signIn, signOut, signUp, theServer, useServer } from './support/app';

useServer();

async function signInElsewhere(email: string): Promise<Page> {
  const elsewhere = await openPage();
  await elsewhere.goto('/sign-in?redirect=/account/security');
  await signIn(elsewhere, email);
  await elsewhere.getByText('This device').waitFor();
  return elsewhere;
}

test('after its session is ended elsewhere, signing in returns to the same page', async () => {
  const page = await openPage();
  const email = await signUp(page);
  await page.goto('/?view=upcoming&priority=high');
  await page.getByText('No tasks match').waitFor();
  const line = page.getByRole('textbox', { name: 'Add a task' });
  await line.fill('Half a thou');

  const elsewhere = await signInElsewhere(email);
  await elsewhere.getByRole('button', { name: /^End session/ }).click();
  await elsewhere
    .getByRole('region', { name: 'Notifications' })
    .getByText('Session ended')
    .waitFor();
  await elsewhere.getByRole('button', { name: /^End session/ }).waitFor({ state: 'detached' });

  await line.press('Enter');
  await page.getByText('Your session has ended.').waitFor();
  expect(await page.getByText('Half a thou').count()).toBe(0);
  await signIn(page, email);
  await page.getByRole('heading', { name: 'Upcoming', level: 1 }).waitFor();
  await page.getByRole('button', { name: 'Remove High' }).waitFor();
  await expect.poll(() => line.inputValue()).toBe('Half a thou');
  await elsewhere.getByText('This device').waitFor();
});

test('all other sessions can be ended at once', async () => {
  const page = await openPage();
  const email = await signUp(page);
  const elsewhere = [await signInElsewhere(email), await signInElsewhere(email)];
  await page.goto('/account/security');
  await expect.poll(() => page.getByRole('button', { name: /^End session/ }).count()).toBe(2);
  await page.getByRole('button', { name: 'End all other sessions' }).click();
  await page.getByRole('region', { name: 'Notifications' }).getByText('All other').waitFor();
  await page.getByRole('listitem').getByText('All other sessions ended').waitFor();
  await expect.poll(() => page.getByRole('button', { name: /^End/ }).count()).toBe(0);
  await page.getByText('This device').waitFor();
  for (const other of elsewhere) {
    await other.reload();
    await other.getByRole('heading', { name: 'Sign in' }).waitFor();
  }
});

test('changing the password in another browser ends the session here', async () => {
  const page = await openPage();
  const email = await signUp(page);
  await page.goto('/account/tokens');
  await page.getByText('No access tokens').waitFor();

  const elsewhere = await signInElsewhere(email);
  await elsewhere.getByLabel('Current password').fill(password);
  await elsewhere.getByLabel('New password').fill('another horse battery');
  await elsewhere.getByRole('button', { name: 'Change password' }).click();
  await elsewhere.getByText('Your password has been changed.').waitFor();

  await page.getByRole('link', { name: 'Security' }).click();
  await page.getByText('Your session has ended.').waitFor();
  await signIn(page, email);
  await page.getByText('Incorrect email or password.').waitFor();
  await signIn(page, email, 'another horse battery');
  await page.getByRole('heading', { name: 'Security events' }).waitFor();
  await elsewhere.reload();
  await elsewhere.getByText('This device').waitFor();
});

test('tabs refresh one at a time and do not sign each other out', async () => {
  const page = await openPage();
  await signUp(page);
  const answers: number[] = [];
  let [underWay, mostUnderWay] = [0, 0];
  await page.context().route('**/auth/refresh', async (route) => {
    underWay += 1;
    mostUnderWay = Math.max(mostUnderWay, underWay);
    const response = await route.fetch();
    answers.push(response.status());
    underWay -= 1;
    await route.fulfill({ response });
  });
  const others = await Promise.all([1, 2, 3].map(() => page.context().newPage()));
  const tabs = [page, ...others];
  for (const path of ['/', '/?view=upcoming', '/account/security', '/?view=all']) {
    await Promise.all(
      tabs.map(async (tab) => {
        await tab.goto(path);
        await tab.getByRole('button', { name: /Account and settings/ }).waitFor();
      }),
    );
  }
  expect(answers.length).toBeGreaterThanOrEqual(16);
  expect(new Set(answers)).toEqual(new Set([200]));
  expect(mostUnderWay).toBe(1);
  await page.goto('/account/security');
  await page.getByText('Account created').waitFor();
  expect(await page.getByText(/old session token/).count()).toBe(0);
});

test('signing out in one tab signs out the others', async () => {
  const page = await openPage();
  await signUp(page);
  const other = await page.context().newPage();
  await other.goto('/account');
  await other.getByRole('heading', { name: 'Account' }).waitFor();
  await signOut(page);
  await other.getByRole('heading', { name: 'Sign in' }).waitFor();
});

test('signing out without the server is completed at the next start', async () => {
  const page = await openPage();
  const email = await signUp(page);
  const elsewhere = await signInElsewhere(email);
  await theServer().stop('SIGKILL');
  await signOut(page);
  await theServer().start();

  const next = await page.context().newPage();
  await next.goto('/');
  await next.getByRole('heading', { name: 'Sign in' }).waitFor();
  // The device stays known.
  expect((await page.context().cookies()).map(({ name }) => name)).toEqual(['errand_device']);
  await elsewhere.reload();
  await elsewhere.getByText('This device').waitFor();
  expect(await elsewhere.getByRole('button', { name: /^End session/ }).count()).toBe(0);
  await signIn(next, email);
  await next.getByRole('heading', { name: 'Today', level: 1 }).waitFor();
  await next.reload();
  await next.getByRole('heading', { name: 'Today', level: 1 }).waitFor();
});
