// Every state of the pages worth looking at. Each is reached from the one before.

import type { Page } from 'playwright-core';
import type { Translate } from '../../src/lib/i18n';
import { newEmail, password, theServer } from './app';
import { mailedLink } from './mail';

export interface Place {
  name: string;
  go: (page: Page, t: Translate) => Promise<void>;
}

const at = (name: string, path: string, go: Place['go'] = () => Promise.resolve()): Place => ({
  name,
  async go(page, t) {
    await page.goto(path);
    await page.locator('h1').first().waitFor();
    await go(page, t);
  },
});

// Follows a link emailed to a new account that has also requested a password reset.
const mailed = (name: string, path: string, go: Place['go']): Place => ({
  name,
  async go(page, t) {
    const email = newEmail();
    await page.request.post('/api/v1/auth/signup', { data: { email, password } });
    await page.request.post('/api/v1/auth/password-reset', { data: { email } });
    await page.goto(await mailedLink(theServer(), email, path));
    await go(page, t);
  },
});

const press = (page: Page, name: string) => page.getByRole('button', { name, exact: true }).click();

async function fill(page: Page, t: Translate, email: string, secret: string) {
  await page.getByLabel(t('auth.email')).fill(email);
  await page.getByLabel(t('auth.password'), { exact: true }).fill(secret);
}

export const guestPlaces: Place[] = [
  at('sign-in', '/sign-in'),
  at('sign-in-refused', '/sign-in', async (page, t) => {
    await fill(page, t, newEmail(), 'not this one');
    await press(page, t('sign_in.submit'));
    await page.getByText(t('errors.invalid_credentials')).waitFor();
  }),
  at('sign-up', '/sign-up'),
  at('sign-up-refused', '/sign-up', async (page, t) => {
    await fill(page, t, 'nobody', 'short');
    await press(page, t('sign_up.submit'));
    await page.getByText(t('fields.invalid_email')).waitFor();
  }),
  at('forgotten-password', '/forgotten-password'),
  at('forgotten-password-sent', '/forgotten-password', async (page, t) => {
    await page.getByLabel(t('auth.email')).fill(newEmail());
    await press(page, t('forgotten.submit'));
    await page.getByText(t('forgotten.sent')).waitFor();
  }),
  at('reset-password', '/reset-password#token=used'),
  at('reset-password-refused', '/reset-password#token=used', async (page, t) => {
    await page.getByLabel(t('reset.password')).fill(password);
    await press(page, t('reset.submit'));
    await page.getByText(t('reset.invalid')).waitFor();
  }),
  mailed('reset-password-done', '/reset-password', async (page, t) => {
    await page.getByLabel(t('reset.password')).fill('another horse battery');
    await press(page, t('reset.submit'));
    await page.getByText(t('reset.done')).waitFor();
  }),
  mailed('verify-email', '/verify-email', (page, t) =>
    page.getByRole('button', { name: t('verify.submit') }).waitFor(),
  ),
  mailed('verify-email-done', '/verify-email', async (page, t) => {
    await press(page, t('verify.submit'));
    await page.getByText(t('verify.done')).waitFor();
  }),
  at('verify-email-refused', '/verify-email#token=used', async (page, t) => {
    await press(page, t('verify.submit'));
    await page.getByText(t('verify.invalid')).waitFor();
  }),
  at('verify-email-without-link', '/verify-email', (page, t) =>
    page.getByText(t('link.missing')).waitFor(),
  ),
  at('not-found', '/nowhere'),
];

const says = (text: (t: Translate) => string): Place['go'] => {
  return (page, t) => page.getByText(text(t)).first().waitFor();
};

// With an account that has no tasks.
export const emptyPlaces: Place[] = [
  at(
    'today-empty',
    '/',
    says((t) => t('empty.today')),
  ),
  at(
    'upcoming-empty',
    '/?view=upcoming',
    says((t) => t('empty.upcoming')),
  ),
  at(
    'all-empty',
    '/?view=all',
    says((t) => t('empty.all')),
  ),
  at(
    'completed-empty',
    '/?view=completed',
    says((t) => t('empty.completed')),
  ),
  at(
    'trash-empty',
    '/trash',
    says((t) => t('trash.empty')),
  ),
  at(
    'tokens-empty',
    '/account/tokens',
    says((t) => t('tokens.none')),
  ),
];

const tasks = (page: Page) => page.locator('[data-task]');

const menuOf =
  (text: (t: Translate) => string): Place['go'] =>
  async (page, t) => {
    await tasks(page).first().waitFor();
    await page.getByRole('button', { name: text(t) }).click();
    await page.getByRole('menu').waitFor();
  };

const key =
  (name: string): Place['go'] =>
  async (page) => {
    await tasks(page).first().waitFor();
    await page.keyboard.press('j');
    await page.keyboard.press(name);
  };

// With an account that has tasks; the last ones change some of them.
export const memberPlaces: Place[] = [
  at('today', '/', (page) => tasks(page).first().waitFor()),
  at('upcoming', '/?view=upcoming', (page) => tasks(page).first().waitFor()),
  at('all', '/?view=all', (page) => tasks(page).first().waitFor()),
  at('completed', '/?view=completed', (page) => tasks(page).first().waitFor()),
  at('filtered', '/?view=all&priority=high&priority=low&due=week', (page) =>
    tasks(page).first().waitFor(),
  ),
  at(
    'nothing-matches',
    '/?view=all&q=nothing',
    says((t) => t('empty.filtered')),
  ),
  at(
    'filter-menu',
    '/?view=all',
    menuOf((t) => t('filter')),
  ),
  at(
    'sort-menu',
    '/?view=all',
    menuOf((t) => t('sort')),
  ),
  at(
    'more-menu',
    '/?view=all',
    menuOf((t) => t('more')),
  ),
  at('account-menu', '/', async (page, t) => {
    await page.getByRole('button', { name: t('account.menu') }).click();
    await page.getByRole('menu').waitFor();
  }),
  at('adding', '/', async (page, t) => {
    await tasks(page).first().waitFor();
    const line = page.getByRole('textbox', { name: t('quick_add.label') });
    await line.fill('Ada tomorrow 9am #family !high');
    await page.getByRole('list', { name: t('quick_add.understood') }).waitFor();
  }),
  at('focused', '/', key('j')),
  at('renaming', '/', key('e')),
  at('selecting', '/', key('x')),
  at('selecting-all', '/', async (page, t) => {
    await key('x')(page, t);
    await page
      .getByRole('toolbar')
      .getByRole('button', { name: /\d|[٠-٩]/ })
      .click();
  }),
  at('tagging', '/', async (page, t) => {
    await key('x')(page, t);
    await key('x')(page, t);
    await press(page, t('selection.tags'));
    await page.getByRole('dialog').waitFor();
  }),
  at('shortcuts', '/', async (page, t) => {
    await key('?')(page, t);
    await page.getByRole('dialog').waitFor();
  }),
  at('task', '/', async (page) => {
    await tasks(page).nth(4).click();
    await page.getByRole('dialog').getByRole('radio').first().waitFor();
  }),
  at('history', '/', async (page, t) => {
    await tasks(page).nth(4).click();
    await page.getByText(t('history.title'), { exact: true }).click();
    await page.getByText(t('history.created'), { exact: true }).waitFor();
  }),
  at('task-with-draft', '/', async (page, t) => {
    await tasks(page).nth(4).click();
    const dialog = page.getByRole('dialog');
    await dialog.getByRole('radio').first().waitFor();
    await dialog.getByLabel(t('details.description')).fill('A draft.');
    await page.reload();
    await dialog.getByText(t('draft.restored')).waitFor();
  }),
  at('drafted', '/', async (page, t) => {
    await tasks(page).first().waitFor();
    await page.getByText(t('draft.mark'), { exact: true }).waitFor();
  }),
  at('task-missing', '/?task=01890000-0000-7000-8000-000000000001', async (page, t) => {
    await page.getByText(t('errors.task_not_found')).waitFor();
  }),
  at('profile', '/account', (page, t) =>
    page.getByRole('heading', { name: t('time_zone') }).waitFor(),
  ),
  at('change-email', '/account', async (page, t) => {
    await press(page, t('email.change'));
    await page.getByLabel(t('email.new')).waitFor();
  }),
  at('security', '/account/security', (page, t) =>
    page.getByText(t('events.signed_up')).last().waitFor(),
  ),
  at('new-token', '/account/tokens', async (page, t) => {
    await press(page, t('tokens.create'));
    await page.getByRole('dialog').waitFor();
  }),
  at('token-secret', '/account/tokens', async (page, t) => {
    await press(page, t('tokens.create'));
    await page.getByLabel(t('tokens.name')).fill('Backup');
    await page.getByLabel(t('password.current'), { exact: true }).fill(password);
    await press(page, t('tokens.create'));
    await page.getByRole('textbox', { name: t('tokens.secret') }).waitFor();
  }),
  at(
    'tokens',
    '/account/tokens',
    says((t) => t('tokens.never_used')),
  ),
  at('data', '/account/data'),
  at('delete-account', '/account/data', async (page, t) => {
    await press(page, t('deletion.open'));
    await page.getByRole('alertdialog').waitFor();
  }),
  at('trash', '/', async (page, t) => {
    await key('Delete')(page, t);
    await page.getByRole('region').getByRole('button').first().waitFor();
    await page.goto('/trash');
    await page.getByText(t('trash.restore'), { exact: true }).waitFor();
  }),
  at('emptying', '/trash', async (page, t) => {
    await press(page, t('trash.empty_it'));
    await page.getByRole('alertdialog').waitFor();
  }),
  at('completing', '/', async (page) => {
    await tasks(page).first().waitFor();
    await page.getByRole('checkbox').first().click();
    await page.getByRole('region').getByRole('button').first().waitFor();
  }),
  at('unadded', '/', async (page, t) => {
    await tasks(page).first().waitFor();
    const line = page.getByRole('textbox', { name: t('quick_add.label') });
    await line.fill('Buy sourdough for the whole family on the way home from work #home');
    let refuse = () => Promise.resolve();
    await page.route('**/api/v1/tasks', (route) => (refuse = () => route.abort()), { times: 1 });
    await Promise.all([page.waitForRequest('**/api/v1/tasks'), line.press('Enter')]);
    await line.fill('Ada');
    await refuse();
    await page
      .getByRole('list', { name: t('quick_add.unadded') })
      .getByRole('alert')
      .waitFor();
  }),
  at('offline', '/', async (page, t) => {
    await tasks(page).first().waitFor();
    await page.context().setOffline(true);
    await page.getByText(t('offline')).waitFor();
  }),
  {
    name: 'unreachable',
    async go(page, t) {
      await page.evaluate(() => navigator.serviceWorker.ready);
      await page.reload();
      await page.getByRole('heading', { name: t('failure.offline') }).waitFor();
    },
  },
];
