// Signing up and in, and managing the account.

import { readFile } from 'node:fs/promises';
import { expect, test } from 'vitest';
import {
  fillCredentials,
  newEmail,
  openPage,
  password,
  signIn,
  signUp,
  useServer,
} from './support/app';

useServer();

test('a wrong password and a taken email are reported', async () => {
  const email = await signUp(await openPage());
  const page = await openPage();
  await page.goto('/sign-in');
  await signIn(page, email, 'something else');
  await page.getByText('Incorrect email or password.').waitFor();

  await page.getByRole('link', { name: 'Create an account' }).click();
  expect(await page.getByLabel('Email').inputValue()).toBe(email);
  await fillCredentials(page, email, password);
  await page.getByRole('button', { name: 'Create account' }).click();
  await page.getByText('An account with this email already exists.').waitFor();
});

test('a rejected sign-up shows its errors at the fields', async () => {
  const page = await openPage();
  await page.goto('/sign-up');
  await fillCredentials(page, 'nobody', 'short');
  await page.getByRole('button', { name: 'Create account' }).click();
  await page.getByText('Enter a valid email address.').waitFor();
  await page.getByText('Use at least 8 characters.').waitFor();
  expect(await page.getByLabel('Email').evaluate((field) => field === document.activeElement)).toBe(
    true,
  );
});

test('the time zone and the password can be changed', async () => {
  const page = await openPage();
  const email = await signUp(page);
  await page.goto('/account');
  await page.getByRole('combobox', { name: 'Time zone' }).selectOption('Asia/Tokyo');
  await page.getByText('Time zone changed').waitFor();

  await page.goto('/account/security');
  await page.getByText('This device').waitFor();
  await page.getByText('Account created').waitFor();
  await page.getByLabel('Current password').fill('not this one');
  await page.getByLabel('New password').fill('another horse battery');
  await page.getByRole('button', { name: 'Change password' }).click();
  await page.getByText('Incorrect password.').waitFor();
  await page.getByLabel('Current password').fill(password);
  await page.getByRole('button', { name: 'Change password' }).click();
  await page.getByText('Your password has been changed.').waitFor();

  const elsewhere = await openPage();
  await elsewhere.goto('/sign-in');
  await signIn(elsewhere, email, 'another horse battery');
  await elsewhere.getByRole('heading', { name: 'Today', level: 1 }).waitFor();
});

test('an access token is created, shown once, and revoked', async () => {
  const page = await openPage();
  await signUp(page);
  await page.goto('/account/tokens');
  await page.getByRole('button', { name: 'Create token' }).click();
  await page.getByRole('button', { name: 'Create token' }).click();
  await page.getByText('This field is required.').first().waitFor();
  await page.getByLabel('Name').fill('Backup');
  await page.getByLabel('Current password').fill('wrong');
  await page.getByRole('button', { name: 'Create token' }).click();
  await page.getByText('Incorrect password.').waitFor();
  await page.getByLabel('Current password').fill(password);
  await page.getByRole('button', { name: 'Create token' }).click();
  const secret = await page.getByRole('textbox', { name: 'Token' }).inputValue();
  expect(secret).toMatch(/^errand_pat_/);
  await page.getByRole('button', { name: 'Done' }).click();
  await page.getByText('Never used').waitFor();
  expect(await page.content()).not.toContain(secret);
  await page.getByRole('button', { name: 'Revoke Backup' }).click();
  await page.getByText('No access tokens').waitFor();
});

test('the account’s data can be downloaded', async () => {
  const page = await openPage();
  const email = await signUp(page);
  await page.goto('/account/data');
  const started = page.waitForEvent('download');
  await page.getByRole('button', { name: 'Download' }).click();
  const file = await readFile(await (await started).path(), 'utf8');
  expect(JSON.parse(file)).toMatchObject({ account: { email } });
});

test('an account can be deleted', async () => {
  const page = await openPage();
  const email = await signUp(page, newEmail());
  await page.goto('/account/data');
  await page.getByRole('button', { name: 'Delete account…' }).click();
  await page.getByLabel('Current password').fill(password);
  await page.getByRole('button', { name: 'Delete permanently' }).click();
  await page.getByRole('heading', { name: 'Sign in' }).waitFor();
  await signIn(page, email);
  await page.getByText('Incorrect email or password.').waitFor();
});
