// The history of a task, in its details.

import type { Page } from 'playwright-core';
import { expect, test } from 'vitest';
import { openPage, savedTask, saving, signUp, useServer } from './support/app';
import { seed } from './support/seed';

useServer();

async function openDetails(page: Page, title: string) {
  await savedTask(page, title).click();
  const details = page.getByRole('dialog', { name: 'Task' });
  await details.getByLabel('Title').waitFor();
  return details;
}

test('an edit is in the history of its task, with what it was before', async () => {
  const page = await openPage();
  const email = await signUp(page);
  await seed(page, email, [{ title: 'Buy milk' }]);
  await page.goto('/?view=all');
  let details = await openDetails(page, 'Buy milk');
  await details.getByLabel('Title').fill('Buy oat milk');
  await details.getByText('High').click();
  await saving(page, () => details.getByRole('button', { name: 'Save' }).click());
  await details.waitFor({ state: 'detached' });

  details = await openDetails(page, 'Buy oat milk');
  await details.getByText('History').focus();
  await page.keyboard.press('Enter');
  const changes = details.locator('ol > li');
  await expect.poll(() => changes.count()).toBe(2);
  const fields = async (at: number) =>
    (await changes.nth(at).getByRole('listitem').allInnerTexts()).map((text) =>
      text.replace(/\s+/g, ' '),
    );
  expect(await changes.nth(0).innerText()).toMatch(/^Changed · You · \w/);
  expect(await fields(0)).toEqual([
    'Priority: Medium changed to High',
    'Title: Buy milk changed to Buy oat milk',
  ]);
  expect(await changes.nth(1).innerText()).toMatch(/^Created · You · \w/);
});
