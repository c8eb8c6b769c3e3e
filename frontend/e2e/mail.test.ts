// What begins with a mail: the server writes it into a folder, and its link is opened.

import type { Page } from 'playwright-core';
import { expect, test } from 'vitest';
import {
  newEmail,
  openPage,
  password,
  settle,
  signIn,
  signUp,
  theServer,
  useServer,
} from './support/app';
import { mailedLink } from './support/mail';

useServer();

async function verify(page: Page, link: string): Promise<void> {
  await page.goto(link);
  await page.getByRole('button', { name: 'Verify email' }).click();
  await page.getByText('Your email is verified.').waitFor();
}

// Some programs open the links of a message before its reader does, and run the scripts they find.
async function openAsScanner(link: string): Promise<void> {
  const scanner = await openPage();
  await scanner.goto(link, { waitUntil: 'networkidle' });
  await scanner.getByRole('button', { name: /Verify email|Set password/ }).waitFor();
  await settle(scanner);
  await scanner.context().close();
}

test('a forgotten password is replaced by the link of a mail, once', async () => {
  const page = await openPage();
  const email = await signUp(page);

  const forgetful = await openPage();
  await forgetful.goto('/sign-in');
  await forgetful.getByLabel('E-mail').fill(email);
  await forgetful.getByRole('link', { name: 'Forgotten your password?' }).click();
  await forgetful.getByRole('button', { name: 'Send the link' }).click();
  await forgetful.getByText('the link is on its way').waitFor();

  const link = await mailedLink(theServer(), email, '/reset-password');
  await openAsScanner(link);
  await forgetful.goto(link);
  await forgetful.getByLabel('New password').fill('short');
  await forgetful.getByRole('button', { name: 'Set password' }).click();
  await forgetful.getByText('Use at least 8 characters.').waitFor();
  await forgetful.getByLabel('New password').fill('another horse battery');
  await forgetful.getByRole('button', { name: 'Set password' }).click();
  await forgetful.getByText('Your password is changed. Sign in with it.').waitFor();
  await forgetful.getByRole('link', { name: 'Sign in' }).click();
  await signIn(forgetful, email);
  await forgetful.getByText('The e-mail or the password is wrong.').waitFor();
  await signIn(forgetful, email, 'another horse battery');
  await forgetful.getByRole('heading', { name: 'Today', level: 1 }).waitFor();

  // Whoever was signed in with the old password is not any more.
  await page.getByRole('link', { name: 'Upcoming' }).first().click();
  await page.getByText('Your session has ended.').waitFor();

  await page.goto(link);
  await page.getByLabel('New password').fill('a third horse battery');
  await page.getByRole('button', { name: 'Set password' }).click();
  await page.getByText('This link is no longer valid. Request a new one.').waitFor();
});

test('an e-mail is verified by the link of a mail, once', async () => {
  const page = await openPage();
  const email = await signUp(page);
  await page.goto('/account');
  await page.getByText('This e-mail is not verified yet.').waitFor();
  await mailedLink(theServer(), email, '/verify-email');
  await page.getByRole('button', { name: 'Send the link' }).click();
  await page.getByText('The link is on its way.').waitFor();
  const link = await mailedLink(theServer(), email, '/verify-email', 2);

  await openAsScanner(link);
  await verify(page, link);
  await page.getByRole('link', { name: 'Go to your tasks' }).click();
  await page.getByRole('heading', { name: 'Today', level: 1 }).waitFor();
  await page.goto('/account');
  await page.getByRole('button', { name: 'Change e-mail' }).waitFor();
  await page.getByText('This e-mail is not verified yet.').waitFor({ state: 'detached' });

  await page.goto(link);
  await page.getByRole('button', { name: 'Verify email' }).click();
  await page.getByText('This link is no longer valid.').waitFor();
});

test('another e-mail is to be verified before it counts as such', async () => {
  const page = await openPage();
  const email = await signUp(page);
  await verify(page, await mailedLink(theServer(), email, '/verify-email'));
  const next = newEmail();
  await page.goto('/account');
  await page.getByRole('main').getByText(email).waitFor();
  expect(await page.getByText('This e-mail is not verified yet.').count()).toBe(0);
  await page.getByRole('button', { name: 'Change e-mail' }).click();
  await page.getByLabel('New e-mail').fill(next);
  await page.getByLabel('Current password').fill(password);
  await page.getByRole('button', { name: 'Change e-mail' }).click();
  await page.getByText('Your e-mail is changed.').waitFor();
  await page.getByRole('main').getByText(next).waitFor();
  await page.getByText('This e-mail is not verified yet.').waitFor();
  await verify(page, await mailedLink(theServer(), next, '/verify-email'));
  await page.goto('/account');
  await page.getByRole('main').getByText(next).waitFor();
  expect(await page.getByText('This e-mail is not verified yet.').count()).toBe(0);
});

test('the token of a link leaves the address and reaches the server in a body only', async () => {
  const page = await openPage();
  const email = await signUp(page);
  const link = await mailedLink(theServer(), email, '/verify-email');
  const token = new URL(link).hash.replace('#token=', '');
  expect(token).toMatch(/^[0-9a-f]{64}$/);

  const told: string[] = [];
  page.on('request', (request) => {
    told.push(request.url().split('#')[0] ?? '', JSON.stringify(request.headers()));
  });
  await page.goto(link);
  const verification = page.getByRole('button', { name: 'Verify email' });
  await verification.waitFor();
  expect(page.url()).toBe(`${theServer().url}/verify-email`);
  const kept = () =>
    page.evaluate(() =>
      JSON.stringify([location.href, history.state, localStorage, sessionStorage]),
    );
  expect(await kept()).not.toContain(token);
  await verification.click();
  await page.getByText('Your email is verified.').waitFor();
  expect(await kept()).not.toContain(token);
  expect(told.join()).toContain('/api/v1/auth/email-verification');
  expect(told.join()).not.toContain(token);

  // Without it the page says what it needs.
  await page.reload();
  await page.getByText('This page needs the link from your email.').waitFor();
});

test('a second link opened in the same tab is used in place of the first', async () => {
  const page = await openPage();
  const email = await signUp(page);
  const link = await mailedLink(theServer(), email, '/verify-email');
  await page.goto(`${theServer().url}/verify-email#token=used`);
  await page.getByRole('button', { name: 'Verify email' }).click();
  await page.getByText('This link is no longer valid.').waitFor();
  await verify(page, link);
});
