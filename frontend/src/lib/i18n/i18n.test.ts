// The catalogs are complete and consistent.

import { expect, test } from 'vitest';
import laterArabicTexts from './later/ar.json';
import { messages as laterArabic } from './later/ar.json?lingui';
import laterEnglishTexts from './later/en.json';
import { messages as laterEnglish } from './later/en.json?lingui';
import arabicTexts from './ar.json';
import { messages as arabic } from './ar.json?lingui';
import englishTexts from './en.json';
import { messages as english } from './en.json?lingui';
import { isTextKey, translator } from './index';

type Message = (typeof english)[string];
type Forms = Record<string, Message>;

const counts = ['count', 'min', 'max'];

const catalogs = { en: english, ar: arabic, 'en-later': laterEnglish, 'ar-later': laterArabic };
const messages = Object.entries(catalogs).flatMap(([language, catalog]) =>
  Object.entries(catalog).map(([key, message]) => ({ language, key, message })),
);

// The placeholders of a compiled message, including those inside plural forms.
function valuesIn(message: Message): { name: string; kind?: string; forms?: Forms }[] {
  if (typeof message === 'string') return [];
  return message.flatMap((part) => {
    if (typeof part === 'string') return [];
    const [name, kind] = part;
    if (kind !== 'plural') return [{ name, kind }];
    const forms = part[2] as Forms;
    return [{ name, kind, forms }, ...Object.values(forms).flatMap(valuesIn)];
  });
}

function namesIn(message: Message): string[] {
  return [...new Set(valuesIn(message).map(({ name }) => name))].sort();
}

// Lingui falls back to English for missing keys, so the catalog files themselves are compared.
test('the catalogs have the same keys, and no empty texts', () => {
  for (const [original, translated] of [
    [englishTexts, arabicTexts],
    [laterEnglishTexts, laterArabicTexts],
  ] as const) {
    expect(Object.keys(translated).sort()).toEqual(Object.keys(original).sort());
    expect(Object.values(original)).not.toContain('');
    expect(Object.values(translated)).not.toContain('');
  }
});

test('the texts that load later replace no others', () => {
  const both = Object.keys(laterEnglishTexts).filter((key) => key in englishTexts);
  expect(both).toEqual([]);
});

test('a translation uses the same placeholders as the original', () => {
  const translated = { ...arabic, ...laterArabic };
  for (const [key, message] of Object.entries({ ...english, ...laterEnglish })) {
    expect(namesIn(translated[key] ?? []), key).toEqual(namesIn(message));
  }
});

test('every plural has exactly the forms of its language', () => {
  for (const { language, key, message } of messages) {
    const known = new Intl.PluralRules(language).resolvedOptions().pluralCategories.sort();
    for (const { forms } of valuesIn(message)) {
      if (forms !== undefined) expect(Object.keys(forms).sort(), key).toEqual(known);
    }
  }
});

test('every count is formatted for its language', () => {
  for (const { key, message } of messages) {
    for (const { name, kind } of valuesIn(message)) {
      if (counts.includes(name)) expect(['plural', 'number'], key).toContain(kind);
    }
  }
  expect(translator('en', english)('list.count', { count: 10_000 })).toBe('10,000 tasks');
});

test('plurals follow the language', () => {
  const t = translator('ar', arabic);
  expect(t('list.count', { count: 2 })).toBe('مهمتان');
  expect(t('list.count', { count: 3 })).toContain('مهام');
  expect(translator('en', english)('list.count', { count: 1 })).toBe('1 task');
});

test('user-written text is inserted unchanged', () => {
  const t = translator('en', english);
  for (const title of ['C:\\x64\\n', '\\u0041', '#', '{count}', "it's", '$&']) {
    expect(t('task.select', { title })).toBe(`Select “${title}”`);
    expect(t('task.deleted', { count: 1, title })).toBe(`Deleted “${title}”`);
  }
});

test('only keys with a text are text keys', () => {
  expect(isTextKey('list.count')).toBe(true);
  expect(isTextKey('list.nothing')).toBe(false);
});
