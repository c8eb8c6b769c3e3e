// What holds on every page: nothing that shuts people out, in both themes and directions, nothing
// wider than a small phone, and a start without a network.

import type { Page } from 'playwright-core';
import { expect, test } from 'vitest';
import { addTask, expectAccessible, openPage, signUp, task } from './support/app';

const guestPages = [
  '/sign-in',
  '/sign-up',
  '/forgotten-password',
  '/reset-password?token=x',
  '/nowhere',
];
const memberPages = [
  '/',
  '/?view=upcoming',
  '/?view=all',
  '/?view=completed',
  '/?view=all&q=nothing',
  '/account',
  '/account/security',
  '/account/tokens',
  '/account/data',
];

async function visit(page: Page, paths: string[]) {
  for (const path of paths) {
    await page.goto(path);
    await page.locator('h1').first().waitFor();
    await page.getByText('Loading…').first().waitFor({ state: 'detached' });
    await page.locator('[aria-busy=true]').first().waitFor({ state: 'detached' });
    await expectAccessible(page);
    const isTooWide = await page.evaluate(
      () => document.documentElement.scrollWidth > document.documentElement.clientWidth,
    );
    expect(isTooWide, path).toBe(false);
  }
}

test.each(['light', 'dark'] as const)(
  'every page is accessible and fits, %s',
  async (colorScheme) => {
    const viewport = { width: 360, height: 740 };
    const page = await openPage({ colorScheme, viewport });
    await visit(page, guestPages);
    await signUp(page);
    await addTask(page, 'Call Ada #family !high');
    await addTask(page, 'Water the plants yesterday !low');
    await task(page, 'Call Ada').waitFor();
    await visit(page, memberPages);

    await page.goto('/');
    await task(page, 'Call Ada').click();
    await page.getByRole('dialog', { name: 'Task' }).waitFor();
    await expectAccessible(page);
    await page.keyboard.press('Escape');
    await page.setViewportSize({ width: 1280, height: 860 });
    await page.getByRole('button', { name: 'Filter' }).click();
    await page.getByRole('menu').waitFor();
    await expectAccessible(page);
    await page.keyboard.press('Escape');
    await visit(page, memberPages);
  },
);

test('Arabic is written from right to left', async () => {
  const page = await openPage({ locale: 'ar' });
  await page.goto('/sign-in');
  await page.getByRole('heading', { name: 'تسجيل الدخول' }).waitFor();
  expect(await page.evaluate(() => document.documentElement.dir)).toBe('rtl');
  await expectAccessible(page);
  await page.getByLabel('اللغة').selectOption('en');
  await page.getByRole('heading', { name: 'Sign in' }).waitFor();
  expect(await page.evaluate(() => document.documentElement.dir)).toBe('ltr');
});

test('once visited, the application opens without a network and says so', async () => {
  const page = await openPage();
  await signUp(page);
  await page.evaluate(() => navigator.serviceWorker.ready);
  await page.context().setOffline(true);
  await page.reload();
  await page.getByRole('heading', { name: 'The server cannot be reached' }).waitFor();
  await page.getByText('You are offline.').waitFor();
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
