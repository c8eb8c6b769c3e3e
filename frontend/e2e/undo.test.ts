// Undoing each kind of change, also after a reload; and changes made just before the page is closed.

import type { Page } from 'playwright-core';
import { expect, test } from 'vitest';
import {
  expectTasks,
  holdUndo,
  openPage,
  savedTask,
  signUp,
  task,
  undo,
  useServer,
} from './support/app';
import { authorize, seed, type SeededTask } from './support/seed';

useServer();

const plants = {
  title: 'Water the plants',
  description: 'Not the cactus.',
  tags: ['home'],
  priority: 'low',
} satisfies SeededTask;

async function openTasks(tasks: SeededTask[] = [plants, { title: 'Buy bread' }]) {
  const page = await openPage();
  const email = await signUp(page);
  await seed(page, email, tasks);
  await page.goto('/?view=all&done=shown');
  await savedTask(page, tasks[0]?.title ?? '').waitFor();
  return { page, email };
}

// What the server has, asked in another browser context, because signing in again would replace the
// page's session.
async function asker(email: string): Promise<(path: string) => Promise<SeededTask[]>> {
  const page = await openPage();
  const headers = await authorize(page, email);
  return async (path) => {
    const answer = await page.request.get(path, { headers });
    return ((await answer.json()) as { items: SeededTask[] }).items;
  };
}

async function openDetails(page: Page, title: string) {
  await savedTask(page, title).click();
  const details = page.getByRole('dialog', { name: 'Task' });
  await details.getByText('Created').waitFor();
  return details;
}

const box = (page: Page) => page.getByRole('checkbox', { name: /Complete “Water the plants”/ });

interface Kind {
  change: (page: Page) => Promise<unknown>;
  // What the list shows after the change, and not before.
  expectChanged: (page: Page) => Promise<unknown>;
}

const kinds: Record<string, Kind> = {
  deleting: {
    async change(page) {
      await savedTask(page, 'Water the plants').focus();
      await page.keyboard.press('Delete');
    },
    expectChanged: (page) => expectTasks(page, 1),
  },
  completing: {
    change: (page) => box(page).click(),
    expectChanged: (page) => expect.poll(() => box(page).isChecked()).toBe(true),
  },
  renaming: {
    async change(page) {
      await savedTask(page, 'Water the plants').focus();
      await page.keyboard.press('e');
      await page.keyboard.type('Watered');
      await page.keyboard.press('Enter');
    },
    expectChanged: (page) => task(page, 'Watered').waitFor(),
  },
  'editing the details': {
    async change(page) {
      const details = await openDetails(page, 'Water the plants');
      await details.getByLabel('Title').fill('Water the cactus');
      await details.getByLabel('Description').fill('Just this once.');
      await details.getByRole('button', { name: 'Save' }).click();
      await details.waitFor({ state: 'detached' });
    },
    expectChanged: (page) => task(page, 'Water the cactus').waitFor(),
  },
  'a priority for the selected': {
    async change(page) {
      await savedTask(page, 'Water the plants').focus();
      await page.keyboard.press('x');
      await page.getByRole('toolbar').getByRole('button', { name: 'Priority' }).click();
      await page.getByRole('menuitem', { name: 'High' }).click();
    },
    expectChanged: (page) => page.getByRole('checkbox', { name: /priority High/ }).waitFor(),
  },
  'tags for the selected': {
    async change(page) {
      await savedTask(page, 'Water the plants').focus();
      await page.keyboard.press('x');
      await page.getByRole('toolbar').getByRole('button', { name: 'Tags' }).click();
      await page.getByLabel('Add to all').fill('soon');
      await page.getByRole('button', { name: 'Save' }).click();
    },
    expectChanged: (page) => page.getByRole('listitem').getByText('#soon').waitFor(),
  },
};

test.each(Object.entries(kinds))('%s is undone, and redone', async (_, kind) => {
  const { page, email } = await openTasks();
  const ask = await asker(email);
  await kind.change(page);
  await holdUndo(page);
  await kind.expectChanged(page);
  await undo(page);
  await page.getByText('Change undone').waitFor();
  await page.getByRole('button', { name: 'Redo' }).hover();
  const expectBefore = async (shown: Page) => {
    await task(shown, 'Water the plants').waitFor();
    await expectTasks(shown, 2);
    const found = (await ask('/api/v1/tasks')).find(({ title }) => title === plants.title);
    expect(found).toMatchObject({ ...plants, completed: false });
  };
  await expectBefore(page);
  // Another page of the same session.
  const again = await page.context().newPage();
  await again.goto('/?view=all&done=shown');
  await expectBefore(again);

  await page.getByRole('button', { name: 'Redo' }).click();
  await kind.expectChanged(page);
  await page.reload();
  await kind.expectChanged(page);
});

test('Ctrl+Z undoes the last change', async () => {
  const { page } = await openTasks();
  await kinds['deleting']?.change(page);
  await page.getByText('Deleted “Water the plants”').waitFor();
  await savedTask(page, 'Buy bread').focus();
  await page.keyboard.press('Control+z');
  await task(page, 'Water the plants').waitFor();
  await page.reload();
  await task(page, 'Water the plants').waitFor();
});

test('an undo that would undo a later change is refused, and says which task is in the way', async () => {
  const { page } = await openTasks();
  await box(page).click();
  await holdUndo(page);
  const other = await page.context().newPage();
  await other.goto('/?view=all&done=shown');
  const details = await openDetails(other, 'Water the plants');
  await details.getByLabel('Title').fill('Water the cactus');
  await details.getByRole('button', { name: 'Save' }).click();
  await details.waitFor({ state: 'detached' });
  await undo(page);
  await page.getByText('Couldn’t undo the change.').waitFor();
  await page.getByText('“Water the cactus” has been changed since then.').waitFor();
  await other.reload();
  await task(other, 'Water the cactus').waitFor();
});

test.each([
  ['deleted', 'deleting', '/api/v1/trash'],
  ['completed', 'completing', '/api/v1/tasks?completed=true'],
] as const)('a task %s just before its tab is closed stays so', async (_, kind, path) => {
  const { page, email } = await openTasks([plants]);
  const ask = await asker(email);
  const sent = new Promise<void>((done) => {
    // Held until the page is closed.
    void page.route('**/api/v1/tasks/*', () => done());
  });
  await kinds[kind]?.change(page);
  await sent;
  await page.close();
  const titles = async () => (await ask(path)).map(({ title }) => title);
  await expect.poll(titles).toEqual(['Water the plants']);
});
