// Rate limits: the page says when to try again.

import { test } from 'vitest';
import { newEmail, openPage, signIn, useServer } from './support/app';

useServer({
  ERRAND__AUTH__THROTTLING__LOGIN__BURST: '2',
  ERRAND__AUTH__THROTTLING__LOGIN__INTERVAL_SECONDS: '60',
  ERRAND__AUTH__THROTTLING__RESET__BURST: '1',
  ERRAND__AUTH__THROTTLING__RESET__INTERVAL_SECONDS: '720',
});

test('after too many sign-ins the page says how many seconds to wait', async () => {
  const page = await openPage();
  await page.goto('/sign-in');
  for (const attempt of ['one guess', 'another guess']) {
    await signIn(page, newEmail(), attempt);
    await page.getByText('Incorrect email or password.').waitFor();
  }
  await signIn(page, newEmail(), 'a third guess');
  await page.getByText(/^Too many attempts\. Try again in [1-6]\d seconds\.$/).waitFor();
});

test('after too many emails the page says how many minutes to wait', async () => {
  const page = await openPage();
  await page.goto('/forgotten-password');
  await page.getByLabel('Email').fill(newEmail());
  const send = page.getByRole('button', { name: 'Send link' });
  await send.click();
  await page.getByText('a link is on its way').waitFor();
  await send.click();
  await page.getByText(/^Too many attempts\. Try again in 1[12] minutes\.$/).waitFor();
});
