// Flows that begin with an email: the server writes it to a folder, and its link is opened.

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

// Mail scanners open the links of a message before its reader does, and run scripts.
async function openAsScanner(link: string): Promise<void> {
  const scanner = await openPage();
  await scanner.goto(link, { waitUntil: 'networkidle' });
  await scanner.getByRole('button', { name: /Verify email|Set password/ }).waitFor();
  await settle(scanner);
  await scanner.context().close();
}

test('an emailed link resets the password once', async () => {
  const page = await openPage();
  const email = await signUp(page);

  const forgetful = await openPage();
  await forgetful.goto('/sign-in');
  await forgetful.getByLabel('Email').fill(email);
  await forgetful.getByRole('link', { name: 'Forgot your password?' }).click();
  await forgetful.getByRole('button', { name: 'Send link' }).click();
  await forgetful.getByText('a link is on its way').waitFor();

  const link = await mailedLink(theServer(), email, '/reset-password');
  await openAsScanner(link);
  await forgetful.goto(link);
  await forgetful.getByLabel('New password').fill('short');
  await forgetful.getByRole('button', { name: 'Set password' }).click();
  await forgetful.getByText('Use at least 8 characters.').waitFor();
  await forgetful.getByLabel('New password').fill('another horse battery');
  await forgetful.getByRole('button', { name: 'Set password' }).click();
  await forgetful.getByText('Your password has been changed. Sign in with the new one.').waitFor();
  await forgetful.getByRole('link', { name: 'Sign in' }).click();
  await signIn(forgetful, email);
  await forgetful.getByText('Incorrect email or password.').waitFor();
  await signIn(forgetful, email, 'another horse battery');
  await forgetful.getByRole('heading', { name: 'Today', level: 1 }).waitFor();

  // Sessions started with the old password have ended.
  await page.getByRole('link', { name: 'Upcoming' }).first().click();
  await page.getByText('Your session has ended.').waitFor();

  await page.goto(link);
  await page.getByLabel('New password').fill('a third horse battery');
  await page.getByRole('button', { name: 'Set password' }).click();
  await page.getByText('This link is no longer valid. Request a new one.').waitFor();
});

test('an emailed link verifies the email', async () => {
  const page = await openPage();
  const email = await signUp(page);
  await page.goto('/account');
  await page.getByText('This email isn’t verified yet.').waitFor();
  await mailedLink(theServer(), email, '/verify-email');
  await page.getByRole('button', { name: 'Resend link' }).click();
  await page.getByText('We sent you a link.').waitFor();
  const link = await mailedLink(theServer(), email, '/verify-email', 2);

  await openAsScanner(link);
  await verify(page, link);
  await page.getByRole('link', { name: 'Go to your tasks' }).click();
  await page.getByRole('heading', { name: 'Today', level: 1 }).waitFor();
  await page.goto('/account');
  await page.getByRole('button', { name: 'Change email' }).waitFor();
  await page.getByText('This email isn’t verified yet.').waitFor({ state: 'detached' });

  // Opened again, the link says the same.
  await verify(page, link);
});

test('a changed email waits for the link sent to it', async () => {
  const page = await openPage();
  const email = await signUp(page);
  await verify(page, await mailedLink(theServer(), email, '/verify-email'));
  const next = newEmail();
  await page.goto('/account');
  await page.getByRole('main').getByText(email).waitFor();
  expect(await page.getByText('This email isn’t verified yet.').count()).toBe(0);
  await page.getByRole('button', { name: 'Change email' }).click();
  await page.getByLabel('New email').fill(next);
  await page.getByLabel('Current password').fill(password);
  await page.getByRole('button', { name: 'Change email' }).click();
  const pending = page.getByText(`Check your inbox at ${next} and open the link we sent.`);
  await pending.waitFor();
  await page.getByRole('main').getByText(email, { exact: true }).waitFor();
  await page.reload();
  await pending.waitFor();
  expect(await page.getByText('This email isn’t verified yet.').count()).toBe(0);
  const link = await mailedLink(theServer(), next, '/verify-email');
  await openAsScanner(link);
  await verify(page, link);
  await page.goto('/account');
  await page.getByRole('main').getByText(next, { exact: true }).waitFor();
  expect(await pending.count()).toBe(0);
  expect(await page.getByText('This email isn’t verified yet.').count()).toBe(0);
  await page.goto('/account/security');
  await page.getByText('Email change requested').waitFor();
  await page.getByText('Email changed').waitFor();
});

test('who opens the link to an email that is taken by now is told', async () => {
  const page = await openPage();
  await signUp(page);
  const next = newEmail();
  await page.goto('/account');
  await page.getByRole('button', { name: 'Change email' }).click();
  await page.getByLabel('New email').fill(next);
  await page.getByLabel('Current password').fill(password);
  await page.getByRole('button', { name: 'Change email' }).click();
  await page.getByText(`Check your inbox at ${next}`).waitFor();
  const link = await mailedLink(theServer(), next, '/verify-email');
  await signUp(await openPage(), next);
  await page.goto(link);
  await page.getByRole('button', { name: 'Verify email' }).click();
  await page.getByText('Another account now uses this email, so yours wasn’t changed.').waitFor();
});

test('the token of a link leaves the address and reaches the server only in a body', async () => {
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

  // A reload has lost the token, and the page says what to do.
  await page.reload();
  await page.getByText('open the link in your email again').waitFor();
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
