// The browser, and common steps in the application.

import axe from 'axe-core';
import { chromium, type Browser, type BrowserContextOptions, type Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, expect } from 'vitest';
import { Server, type Settings } from './server';

export const password = 'correct horse battery';

export const chromiumPath = process.env['CHROMIUM'] ?? '/usr/bin/chromium';

let browser: Browser;
let server: Server;

// Starts a browser and a server with an empty database. Every test file calls this first.
export function useServer(settings: Settings = {}, path = ''): void {
  beforeAll(async () => {
    server = await Server.start(settings, path);
    browser = await chromium.launch({
      executablePath: chromiumPath,
      args: ['--no-sandbox'],
    });
  });
  afterEach(async () => {
    await Promise.all(browser.contexts().map((context) => context.close()));
  });
  afterAll(async () => {
    await browser.close();
    await server.remove();
  });
}

export function theServer(): Server {
  return server;
}

// Opens a page in a new browser context.
export async function openPage(options: BrowserContextOptions = {}): Promise<Page> {
  const context = await browser.newContext({
    baseURL: `${server.url}/`,
    locale: 'en-GB',
    reducedMotion: 'reduce',
    ...options,
  });
  context.setDefaultTimeout(60_000);
  return context.newPage();
}

export function complaints(page: Page): string[] {
  const found: string[] = [];
  page.on('pageerror', (error) => found.push(error.message));
  page.on('dialog', (dialog) => {
    found.push(`dialog: ${dialog.message()}`);
    void dialog.dismiss();
  });
  page.on('console', (message) => {
    const isExpected = /Failed to load resource/.test(message.text());
    if (message.type() === 'error' && !isExpected) found.push(message.text());
  });
  return found;
}

let accounts = 0;

export function newEmail(): string {
  accounts += 1;
  return `e2e-${Date.now()}-${accounts}@example.org`;
}

export async function signUp(page: Page, email = newEmail()): Promise<string> {
  await page.goto('sign-up');
  await fillCredentials(page, email, password);
  await page.getByRole('button', { name: 'Create account' }).click();
  await page.getByRole('heading', { name: 'Today', level: 1 }).waitFor();
  return email;
}

// Fills in and submits the sign-in form of the current page.
export async function signIn(page: Page, email: string, secret = password): Promise<void> {
  await fillCredentials(page, email, secret);
  await page.getByRole('button', { name: 'Sign in' }).click();
}

export async function signOut(page: Page): Promise<void> {
  await page.getByRole('button', { name: /Account and settings/ }).click();
  await page.getByRole('menuitem', { name: 'Sign out' }).click();
  await page.getByRole('heading', { name: 'Sign in' }).waitFor();
}

export async function fillCredentials(page: Page, email: string, secret: string): Promise<void> {
  await page.getByLabel('Email').fill(email);
  await page.getByLabel('Password', { exact: true }).fill(secret);
}

export async function addTask(page: Page, line: string): Promise<void> {
  await page.getByRole('textbox', { name: 'Add a task' }).fill(line);
  await page.keyboard.press('Enter');
}

export function task(page: Page, title: string) {
  return page.getByRole('button', { name: title, exact: true });
}

// Hovering over a message keeps it, and its undo button, from disappearing.
export async function holdUndo(page: Page): Promise<void> {
  await page.getByRole('button', { name: 'Undo' }).hover();
}

export async function undo(page: Page): Promise<void> {
  await page.getByRole('button', { name: 'Undo' }).click();
}

export async function expectTasks(page: Page, count: number): Promise<void> {
  await expect.poll(() => page.locator('[data-task]').count()).toBe(count);
}

// A task that is saved and can be changed.
export function savedTask(page: Page, title: string) {
  return page.locator('[data-task]:enabled', { hasText: title });
}

// Makes changes to tasks and waits until the server has saved them. They show before that, and leaving
// the page aborts requests that are not answered.
export async function saving(
  page: Page,
  change: () => Promise<unknown>,
  changes = 1,
): Promise<void> {
  let left = changes;
  const saved = page.waitForResponse((response) => {
    const isWrite = response.request().method() !== 'GET';
    const isSaved = isWrite && response.url().includes('/api/v1/tasks') && response.ok();
    return isSaved && --left === 0;
  });
  await Promise.all([saved, change()]);
}

// Waits until nothing is loading or animating.
export async function settle(page: Page): Promise<void> {
  await page.locator('[aria-busy=true]').first().waitFor({ state: 'detached' });
  // Removing an element cancels its animation instead of finishing it.
  await page.evaluate(() =>
    Promise.allSettled(document.getAnimations().map((animation) => animation.finished)),
  );
}

export async function expectAccessible(page: Page, name: string): Promise<void> {
  await page.evaluate(axe.source);
  const violations = await page.evaluate(async () => {
    const { axe: loaded } = window as unknown as { axe: typeof axe };
    // Open menus are outside the landmarks, as all overlays are.
    const rules = { region: { enabled: false } };
    const result = await loaded.run(document, { rules });
    return result.violations.map(({ id, nodes }) => `${id}: ${nodes[0]?.html ?? ''}`);
  });
  expect.soft(violations, name).toEqual([]);
}

export async function expectFitting(page: Page, name: string): Promise<void> {
  const { scrollWidth, clientWidth } = await page.evaluate(() => {
    const { scrollWidth, clientWidth } = document.documentElement;
    return { scrollWidth, clientWidth };
  });
  expect.soft(scrollWidth, name).toBeLessThanOrEqual(clientWidth);
}
