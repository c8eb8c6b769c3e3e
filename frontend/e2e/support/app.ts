// A browser at the application, and what people do in it.

import axe from 'axe-core';
import { chromium, type Browser, type BrowserContextOptions, type Page } from 'playwright-core';
import { afterAll, beforeAll, expect, inject } from 'vitest';

export const password = 'correct horse battery';

let browser: Browser;

beforeAll(async () => {
  browser = await chromium.launch({
    executablePath: process.env['CHROMIUM'] ?? '/usr/bin/chromium',
    args: ['--no-sandbox'],
  });
});

afterAll(() => browser.close());

// A page of a browser of its own; what it complains of fails the test that calls `complaints`.
export async function openPage(options: BrowserContextOptions = {}): Promise<Page> {
  const context = await browser.newContext({
    baseURL: inject('origin'),
    locale: 'en-GB',
    reducedMotion: 'reduce',
    ...options,
  });
  context.setDefaultTimeout(10_000);
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
  await page.goto('/sign-up');
  await fillCredentials(page, email, password);
  await page.getByRole('button', { name: 'Create account' }).click();
  await page.getByRole('heading', { name: 'Today', level: 1 }).waitFor();
  return email;
}

export async function fillCredentials(page: Page, email: string, secret: string): Promise<void> {
  await page.getByLabel('E-mail').fill(email);
  await page.getByLabel('Password', { exact: true }).fill(secret);
}

export async function addTask(page: Page, line: string): Promise<void> {
  await page.getByRole('textbox', { name: 'Add a task' }).fill(line);
  await page.keyboard.press('Enter');
}

export function task(page: Page, title: string) {
  return page.getByRole('button', { name: title, exact: true });
}

export async function expectAccessible(page: Page): Promise<void> {
  await page.evaluate(axe.source);
  const violations = await page.evaluate(async () => {
    const { axe: loaded } = window as unknown as { axe: typeof axe };
    const result = await loaded.run(document, {
      runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'],
    });
    return result.violations.map(({ id, nodes }) => `${id}: ${nodes[0]?.html ?? ''}`);
  });
  expect(violations, page.url()).toEqual([]);
}
