// How much compressed JavaScript the first visit to a page loads.

import { readFile } from 'node:fs/promises';
import { gzipSync } from 'node:zlib';
import { expect, test } from 'vitest';
import { openPage, settle, signUp, useServer } from './support/app';

useServer();

// In kB, gzip.
const MOST = { signIn: 120, tasks: 180 };

async function weightOf(addresses: Iterable<string>): Promise<number> {
  const paths = [...new Set(addresses)].map((address) => `dist${new URL(address).pathname}`);
  const files = await Promise.all(paths.map((path) => readFile(path)));
  return files.reduce((sum, file) => sum + gzipSync(file).length, 0) / 1000;
}

test('the sign-in and tasks pages keep within their size limits', async () => {
  const page = await openPage({ serviceWorkers: 'block' });
  const scripts: string[] = [];
  page.on('response', (response) => {
    if (new URL(response.url()).pathname.endsWith('.js')) scripts.push(response.url());
  });
  await page.goto('/sign-in');
  await page.getByRole('heading', { name: 'Sign in' }).waitFor();
  await settle(page);
  const signIn = await weightOf(scripts);

  await signUp(page);
  scripts.length = 0;
  await page.goto('/?view=all');
  await page.getByText('No tasks yet').waitFor();
  await settle(page);
  const tasks = await weightOf(scripts);
  console.log(`compressed JavaScript: signing in ${signIn} kB, tasks ${tasks} kB`);
  expect(signIn).toBeGreaterThan(50);
  expect(signIn).toBeLessThanOrEqual(MOST.signIn);
  expect(tasks).toBeGreaterThan(signIn);
  expect(tasks).toBeLessThanOrEqual(MOST.tasks);
});
