// What begins with a mail: the server writes it into a folder, and its link is opened.

import { expect, test } from 'vitest';
import { newEmail, openPage, password, signIn, signUp, theServer, useServer } from './support/app';
import { mailedLink } from './support/mail';

useServer();

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
  await page.getByText('This link is not valid any more. Ask for a new one.').waitFor();
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

  await page.goto(link);
  await page.getByText('Your e-mail is verified.').waitFor();
  await page.getByRole('link', { name: 'Go to your tasks' }).click();
  await page.getByRole('heading', { name: 'Today', level: 1 }).waitFor();
  await page.goto('/account');
  await page.getByRole('button', { name: 'Change e-mail' }).waitFor();
  await page.getByText('This e-mail is not verified yet.').waitFor({ state: 'detached' });

  await page.goto(link);
  await page.getByText('This link is not valid any more.').waitFor();
});

test('another e-mail is to be verified before it counts as such', async () => {
  const page = await openPage();
  const email = await signUp(page);
  await page.goto(await mailedLink(theServer(), email, '/verify-email'));
  await page.getByText('Your e-mail is verified.').waitFor();
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
  await page.goto(await mailedLink(theServer(), next, '/verify-email'));
  await page.getByText('Your e-mail is verified.').waitFor();
  await page.goto('/account');
  await page.getByRole('main').getByText(next).waitFor();
  expect(await page.getByText('This e-mail is not verified yet.').count()).toBe(0);
});
