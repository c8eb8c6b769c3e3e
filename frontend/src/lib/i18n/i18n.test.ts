// Both languages say everything, with the same values.

import { expect, test } from 'vitest';
import arabic from './ar.json';
import english from './en.json';
import { translator } from './index';

const base = (key: string) => key.replace(/#.*/, '');
const bases = (texts: object) => [...new Set(Object.keys(texts).map(base))].sort();

test('the Arabic translation is complete and has nothing else', () => {
  expect(bases(arabic)).toEqual(bases(english));
});

test('every plural has every form of its language', () => {
  for (const [language, texts] of [
    ['en', english],
    ['ar', arabic],
  ] as const) {
    const forms = new Intl.PluralRules(language).resolvedOptions().pluralCategories;
    for (const key of Object.keys(texts).filter((one) => one.endsWith('#other'))) {
      for (const form of forms) expect(texts).toHaveProperty([`${base(key)}#${form}`]);
    }
  }
});

test('a translation uses no value that the original does not have', () => {
  const values = (text: string) => (text.match(/\{\w+\}/g) ?? []).sort();
  const originals: Record<string, string> = english;
  for (const [key, text] of Object.entries(arabic)) {
    const original = originals[key] ?? originals[`${base(key)}#other`] ?? '';
    const known = [...values(original), ...(key.includes('#') ? ['{title}', '{count}'] : [])];
    for (const value of values(text)) expect(known, key).toContain(value);
  }
});

test('plurals follow the language', () => {
  const t = translator('ar', arabic);
  expect(t('list.count', { count: 2 })).toBe('مهمتان');
  expect(t('list.count', { count: 3 })).toContain('مهام');
  expect(translator('en', english)('list.count', { count: 1 })).toBe('1 task');
});
