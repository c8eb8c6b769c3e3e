// What Lighthouse says of the two pages people see most, as on a phone with a slow network and as on
// a desktop. LIGHTHOUSE names the categories that count, all three unless set.

import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import lighthouse, { desktopConfig, type Config } from 'lighthouse';
import { chromium, type BrowserContext } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { chromiumPath, signUp } from '../support/app';
import { aWeek, seed } from '../support/seed';
import { freePort, Server } from '../support/server';

const LEAST = 95;
const all = 'performance,accessibility,best-practices';
const categories = (process.env['LIGHTHOUSE'] ?? all).split(',');

let server: Server;
let folder: string;
let port: number;
let context: BrowserContext;

// Lighthouse opens pages of its own in the same browser, so it is signed in where we are.
beforeAll(async () => {
  server = await Server.start();
  folder = await mkdtemp(join(tmpdir(), 'errand-lighthouse-'));
  port = await freePort();
  context = await chromium.launchPersistentContext(folder, {
    executablePath: chromiumPath,
    baseURL: server.url,
    args: ['--no-sandbox', `--remote-debugging-port=${port}`],
  });
});

afterAll(async () => {
  await context.close();
  await server.remove();
  await rm(folder, { recursive: true });
});

async function measure(name: string, path: string, config: Config | undefined) {
  const flags = { port, disableStorageReset: true, onlyCategories: categories };
  const result = await lighthouse(server.url + path, flags, config);
  const { lhr } = result ?? {};
  expect(lhr?.runtimeError).toBeUndefined();
  // About 1500 on a good machine; far less says that it is busy, and the performance worth nothing.
  console.log(`${name}: benchmark ${lhr?.environment.benchmarkIndex}`);
  for (const category of Object.values(lhr?.categories ?? {})) {
    const score = Math.round((category.score ?? 0) * 100);
    const lost = category.auditRefs
      .filter(({ id, weight }) => weight > 0 && (lhr?.audits[id]?.score ?? 1) < 1)
      .map(({ id }) => `${id} ${lhr?.audits[id]?.displayValue ?? ''}`.trim());
    console.log(`${name}: ${category.title} ${score}`, lost.join(', '));
    expect.soft(score, `${name}: ${category.title}`).toBeGreaterThanOrEqual(LEAST);
  }
}

const forms = [
  ['phone', undefined],
  ['desktop', desktopConfig],
] as const;

test.each(forms)('signing in, %s', (form, config) =>
  measure(`sign-in, ${form}`, '/sign-in', config),
);

test('the tasks', async () => {
  const page = await context.newPage();
  const email = await signUp(page);
  await seed(page, email, aWeek('en'));
  await page.close();
  for (const [form, config] of forms) await measure(`tasks, ${form}`, '/?view=all', config);
});
