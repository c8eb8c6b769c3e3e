// Around the pages: the language, and starting offline.

import { expect, test } from 'vitest';
import { openPage, signUp, useServer } from './support/app';

useServer();

test('the language can be changed on the sign-in page, along with the direction', async () => {
  const page = await openPage({ locale: 'ar' });
  await page.goto('/sign-in');
  await page.getByRole('heading', { name: 'تسجيل الدخول' }).waitFor();
  expect(await page.evaluate(() => document.documentElement.dir)).toBe('rtl');
  await page.getByLabel('اللغة').selectOption('en');
  await page.getByRole('heading', { name: 'Sign in' }).waitFor();
  expect(await page.evaluate(() => document.documentElement.dir)).toBe('ltr');
});

test('after a first visit, the application opens offline and says so', async () => {
  const page = await openPage();
  await signUp(page);
  await page.evaluate(() => navigator.serviceWorker.ready);
  await page.context().setOffline(true);
  await page.reload();
  await page.getByRole('heading', { name: 'Can’t reach the server' }).waitFor();
  // After a reload Chromium may say that it is online. It tells the page once that changes.
  await page.context().setOffline(false);
  await page.context().setOffline(true);
  await page.getByText('You’re offline.').waitFor();
  const kept = await page.evaluate(async () => {
    const caches = await window.caches.keys();
    const all = await Promise.all(
      caches.map(async (name) => (await window.caches.open(name)).keys()),
    );
    return all.flat().map((request) => new URL(request.url).pathname);
  });
  expect(kept.filter((path) => path.startsWith('/api'))).toEqual([]);
  await page.context().setOffline(false);
  await page.getByRole('heading', { name: 'Today', level: 1 }).waitFor();
});
