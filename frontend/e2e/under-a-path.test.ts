// The application under a path of a host that it shares with other sites.

import type { Page } from 'playwright-core';
import { expect, test } from 'vitest';
import {
  addTask,
  complaints,
  openPage,
  password,
  savedTask,
  signIn,
  signUp,
  task,
  theServer,
  useServer,
} from './support/app';
import { mailedLink } from './support/mail';

useServer({}, '/errand');

// The paths of all requests of a page, including those of its service worker.
function requestedPaths(page: Page): string[] {
  const paths: string[] = [];
  page.context().on('request', (request) => paths.push(new URL(request.url()).pathname));
  return paths;
}

test('everything that the application asks for is under its path', async () => {
  const page = await openPage();
  const [found, requested] = [complaints(page), requestedPaths(page)];
  await page.goto(theServer().url);
  await page.getByRole('heading', { name: 'Sign in' }).waitFor();
  expect(page.url()).toBe(`${theServer().url}/sign-in`);

  const email = await signUp(page);
  expect(page.url()).toBe(`${theServer().url}/`);
  await addTask(page, 'Water the plants today');
  await savedTask(page, 'Water the plants').waitFor();
  const cookies = await page.context().cookies();
  expect(cookies.map(({ name, path }) => path + name).sort()).toEqual([
    '/errand/errand_device',
    '/errand/errand_refresh',
  ]);

  // A deep page is reloaded, and the session goes on.
  await page.goto('account/security');
  await page.getByRole('heading', { name: 'Sessions' }).waitFor();
  await page.reload();
  await page.getByRole('heading', { name: 'Sessions' }).waitFor();

  // A page that needs a session is returned to.
  const elsewhere = await openPage();
  await elsewhere.goto('account/tokens');
  await elsewhere.getByRole('heading', { name: 'Sign in' }).waitFor();
  await signIn(elsewhere, email, password);
  await elsewhere.getByRole('heading', { name: 'Access tokens' }).first().waitFor();
  expect(elsewhere.url()).toBe(`${theServer().url}/account/tokens`);

  // A link in a mail.
  const link = await mailedLink(theServer(), email, '/verify-email');
  expect(link).toContain(`${theServer().url}/verify-email#token=`);
  await page.goto(link);
  await page.getByRole('button', { name: 'Verify email' }).click();
  await page.getByText('Your email is verified.').waitFor();
  await page.getByRole('link', { name: 'Go to your tasks' }).click();
  await task(page, 'Water the plants').waitFor();

  // The manifest and its icons.
  const manifest = await page.evaluate(async () => {
    const link = document.querySelector<HTMLLinkElement>('link[rel=manifest]');
    const url = link?.href ?? '';
    type Manifest = { start_url: string; scope: string; icons: { src: string }[] };
    const { start_url, scope, icons } = (await (await fetch(url)).json()) as Manifest;
    const relative = [start_url, scope, ...icons.map(({ src }) => src)];
    return relative.map((address) => new URL(address, url).pathname);
  });
  expect(manifest.slice(0, 2)).toEqual(['/errand/', '/errand/']);
  for (const icon of manifest.slice(2)) {
    expect((await page.request.get(icon)).status(), icon).toBe(200);
  }

  expect(requested.length).toBeGreaterThan(20);
  expect(requested.filter((path) => !path.startsWith('/errand'))).toEqual([]);
  expect(found).toEqual([]);
});

test('the application opens offline under its path', async () => {
  const page = await openPage();
  await signUp(page);
  await page.evaluate(() => navigator.serviceWorker.ready);
  const scope = () => navigator.serviceWorker.ready.then((registration) => registration.scope);
  expect(await page.evaluate(scope)).toBe(`${theServer().url}/`);
  await page.context().setOffline(true);
  await page.goto('account/security');
  await page.getByRole('heading', { name: 'Can’t reach the server' }).waitFor();
  await page.context().setOffline(false);
  await page.getByRole('heading', { name: 'Sessions' }).waitFor();
});

test('the documentation reads the API under its path', async () => {
  const page = await openPage();
  await page.goto('docs');
  await page.getByRole('heading', { name: 'Errand', exact: false }).first().waitFor();
  expect(page.url()).toBe(`${theServer().url}/docs/`);
  await page.getByText('Check that the process is running').waitFor();
  expect(await page.locator('.servers option').allTextContents()).toEqual([
    '/errand - This server',
  ]);
});
