// Lighthouse scores of the two most visited pages, on a phone with a slow network and on a desktop.
// LIGHTHOUSE names the categories to check, all three by default.

import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { launch } from 'chrome-launcher';
import lighthouse, { desktopConfig, type Config } from 'lighthouse';
import { chromium } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { chromiumPath, signUp } from '../support/app';
import { aWeek, seed } from '../support/seed';
import { Server } from '../support/server';

const LEAST = 95;
const all = 'performance,accessibility,best-practices';
const categories = (process.env['LIGHTHOUSE'] ?? all).split(',');

let server: Server;
const profiles: string[] = [];

beforeAll(async () => {
  server = await Server.start();
});

afterAll(async () => {
  await server.remove();
  for (const profile of profiles) await rm(profile, { recursive: true, maxRetries: 5 });
});

// Each run has a browser profile of its own: a browser that is killed may leave an old cookie behind.
async function newProfile(): Promise<string> {
  const profile = await mkdtemp(join(tmpdir(), 'errand-lighthouse-'));
  profiles.push(profile);
  return profile;
}

// A profile that is signed in. The browser that signs up is closed again, because the one driving it
// would be measured, too.
async function signedInProfile(): Promise<string> {
  const profile = await newProfile();
  const context = await chromium.launchPersistentContext(profile, {
    executablePath: chromiumPath,
    baseURL: server.url,
    args: ['--no-sandbox'],
  });
  const page = await context.newPage();
  await seed(page, await signUp(page), aWeek('en'));
  await context.close();
  return profile;
}

// Signing in is measured as a first visit; the tasks as a return visit.
async function measure(
  name: string,
  path: string,
  config: Config | undefined,
  isReturning: boolean,
) {
  const who = isReturning ? await signedInProfile() : await newProfile();
  const chrome = await launch({
    chromePath: chromiumPath,
    userDataDir: who,
    // The profile was created without a keyring and could not be read with one.
    chromeFlags: ['--headless=new', '--no-sandbox', '--password-store=basic'],
  });
  const flags = {
    port: chrome.port,
    onlyCategories: categories,
    disableStorageReset: isReturning,
  };
  const ask = async () => (await lighthouse(server.url + path, flags, config))?.lhr;
  let lhr = await ask();
  // Lighthouse sometimes misses the beginning of the trace.
  if (lhr?.runtimeError !== undefined) lhr = await ask();
  chrome.kill();
  expect(lhr?.runtimeError).toBeUndefined();
  expect(lhr?.finalDisplayedUrl).toBe(server.url + path);
  // About 1500 on a good machine. A much lower value means the machine is busy and the performance
  // score meaningless.
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

// The desktop first: the first run is slower, which matters less there.
const forms = [
  ['desktop', desktopConfig],
  ['phone', undefined],
] as const;

test.each(forms)('signing in, %s', (form, config) =>
  measure(`sign-in, ${form}`, '/sign-in', config, false),
);

test.each(forms)('the tasks, %s', (form, config) =>
  measure(`tasks, ${form}`, '/?view=all', config, true),
);
