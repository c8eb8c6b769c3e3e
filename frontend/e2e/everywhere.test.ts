// Every page and dialog is accessible and fits a small phone, in both languages and both themes. With
// SCREENSHOTS, each is also saved as a picture in that folder, in every language and theme.

import { test } from 'vitest';
import { translator } from '../src/lib/i18n';
import { messages as arabic } from '../src/lib/i18n/ar.json?lingui';
import { messages as english } from '../src/lib/i18n/en.json?lingui';
import { messages as laterArabic } from '../src/lib/i18n/later/ar.json?lingui';
import { messages as laterEnglish } from '../src/lib/i18n/later/en.json?lingui';
import {
  expectAccessible,
  expectFitting,
  newEmail,
  openPage,
  password,
  settle,
  useServer,
} from './support/app';
import { emptyPlaces, guestPlaces, memberPlaces, type Place } from './support/places';
import { aWeek, seed } from './support/seed';

useServer();

const folder = process.env['SCREENSHOTS'];
const widths = [360, 1280];

// Colors do not depend on the language, nor does the layout on the theme, so two looks test both.
const looks = [
  ['en', 'light'],
  ['ar', 'dark'],
] as const;
const otherLooks = [
  ['en', 'dark'],
  ['ar', 'light'],
] as const;

test.each(folder === undefined ? looks : [...looks, ...otherLooks])(
  'every page is accessible and fits: %s, %s',
  { timeout: 600_000 },
  async (language, colorScheme) => {
    const t = translator(
      language,
      language === 'en' ? { ...english, ...laterEnglish } : { ...arabic, ...laterArabic },
    );
    const page = await openPage({
      colorScheme,
      locale: language === 'en' ? 'en-GB' : 'ar',
      timezoneId: 'UTC',
    });
    const visit = async (places: Place[]) => {
      for (const place of places) {
        await page.setViewportSize({ width: 1280, height: 860 });
        await place.go(page, t);
        await settle(page);
        for (const width of widths) {
          const height = width < 1024 ? 740 : 860;
          await page.setViewportSize({ width, height });
          const name = `${place.name}-${width}-${language}-${colorScheme}`;
          if (folder !== undefined) await page.screenshot({ path: `${folder}/${name}.png` });
          await expectAccessible(page, name);
          await expectFitting(page, name);
        }
      }
    };

    await visit(guestPlaces);
    const email = newEmail();
    await page.goto('/sign-up');
    await page.getByLabel(t('auth.email')).fill(email);
    await page.getByLabel(t('auth.password'), { exact: true }).fill(password);
    await page.getByRole('button', { name: t('sign_up.submit') }).click();
    await page.getByRole('heading', { name: t('view.today'), level: 1 }).waitFor();
    await visit(emptyPlaces);
    await seed(page, email, aWeek(language));
    await visit(memberPlaces);
  },
);
