// The server stops in the middle of something, and comes back with its data.

import { expect, test } from 'vitest';
import {
  addTask,
  openPage,
  savedTask,
  saving,
  signUp,
  task,
  theServer,
  useServer,
} from './support/app';

useServer();

const unreachable = 'Can’t reach the server. Check your connection and try again.';

test('a task added while the server is killed is kept and added once', async () => {
  const page = await openPage();
  await signUp(page);
  await page.goto('/?view=all');
  await addTask(page, 'Water the plants');
  await savedTask(page, 'Water the plants').waitFor();

  // It is killed while the request is pending.
  await page.route('**/api/v1/tasks', async (route) => {
    await theServer().stop('SIGKILL');
    await route.continue();
  });
  await addTask(page, 'Buy bread tomorrow #home');
  await page.getByRole('alert').getByText(unreachable).waitFor();
  const line = page.getByRole('textbox', { name: 'Add a task' });
  expect(await line.inputValue()).toBe('Buy bread tomorrow #home');
  expect(await task(page, 'Buy bread').count()).toBe(0);

  await page.unroute('**/api/v1/tasks');
  const again = page.getByRole('button', { name: 'Try again' });
  // Until the second attempt fails, the message of the first may still be there.
  const failed = page.waitForEvent('requestfailed', (request) => request.method() === 'POST');
  await Promise.all([failed, again.click()]);
  await page.getByRole('alert').getByText(unreachable).waitFor();
  await theServer().start();
  await again.click();
  await savedTask(page, 'Buy bread').waitFor();
  await expect.poll(() => line.inputValue()).toBe('');
  await page.reload();
  await task(page, 'Water the plants').waitFor();
  expect(await task(page, 'Buy bread').count()).toBe(1);
});

test.each(['SIGKILL', 'SIGTERM'] as const)(
  'an edit survives the server and a reload without it: %s',
  async (signal) => {
    const page = await openPage();
    await signUp(page);
    await addTask(page, 'Call Ada');
    await task(page, 'Call Ada').click();
    const details = page.getByRole('dialog', { name: 'Task' });
    await details.getByText('Created').waitFor();
    await details.getByLabel('Title').fill('Call Ada Lovelace');
    await details.getByLabel('Description').fill('About the engine.');
    await page.evaluate(() => navigator.serviceWorker.ready);

    await theServer().stop(signal);
    await details.getByRole('button', { name: 'Save' }).click();
    await details.getByText(unreachable).waitFor();
    expect(await details.getByLabel('Title').inputValue()).toBe('Call Ada Lovelace');

    await page.reload();
    await page.getByRole('heading', { name: 'Can’t reach the server' }).waitFor();
    // The page tries again by itself.
    await theServer().start();
    await details.getByText('Created').waitFor();
    expect(await details.getByLabel('Title').inputValue()).toBe('Call Ada Lovelace');
    expect(await details.getByLabel('Description').inputValue()).toBe('About the engine.');
    await details.getByRole('button', { name: 'Save' }).click();
    await details.waitFor({ state: 'detached' });
    await page.reload();
    await task(page, 'Call Ada Lovelace').click();
    await expect
      .poll(() => details.getByLabel('Description').inputValue())
      .toBe('About the engine.');
  },
);

test('a title renamed in place is not lost with the server', async () => {
  const page = await openPage();
  await signUp(page);
  await addTask(page, 'Call Ada');
  await savedTask(page, 'Call Ada').focus();
  await page.keyboard.press('e');
  const title = page.getByRole('textbox', { name: 'Title' });
  await title.fill('Call Ada Lovelace');
  await theServer().stop('SIGTERM');
  await title.press('Enter');
  await page.getByText(`The change wasn’t saved. ${unreachable}`).waitFor();
  await task(page, 'Call Ada').waitFor();
  await page.keyboard.press('e');
  await expect.poll(() => title.inputValue()).toBe('Call Ada Lovelace');
  await theServer().start();
  await saving(page, () => title.press('Enter'));
  await page.reload();
  await task(page, 'Call Ada Lovelace').waitFor();
});

test('a task that could not be deleted comes back, and can be deleted later', async () => {
  const page = await openPage();
  await signUp(page);
  await addTask(page, 'Call Ada');
  await savedTask(page, 'Call Ada').focus();
  await theServer().stop('SIGKILL');
  await page.keyboard.press('Delete');
  await page.getByText(`The task wasn’t deleted. ${unreachable}`).waitFor();
  await task(page, 'Call Ada').waitFor();
  await theServer().start();
  await saving(page, () => page.getByRole('button', { name: 'Try again' }).click());
  await task(page, 'Call Ada').waitFor({ state: 'detached' });
  await page.reload();
  await page.getByText('Nothing due today').waitFor();
});
