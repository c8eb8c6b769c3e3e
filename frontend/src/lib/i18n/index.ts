// The words of the application. English is part of the program, other languages are fetched when
// they are chosen. A text may hold `{name}` and come in the plural forms of its language, told
// apart by the ending of its key and chosen by `count`.

import { readStored, writeStored } from '../storage';
import { createStore, useStore } from '../store';
import english from './en.json';

export const languages = { en: 'English', ar: 'العربية' } as const;
export type Language = keyof typeof languages;

type PluralForm = 'zero' | 'one' | 'two' | 'few' | 'many' | 'other';
type Unpluralised<K> = K extends `${infer Base}#${PluralForm}` ? Base : K;
export type TextKey = Unpluralised<keyof typeof english>;
export type Values = Record<string, string | number>;
export type Translate = (key: TextKey, values?: Values) => string;

interface Translation {
  language: Language;
  t: Translate;
}

const KEY = 'errand-language';

const current = createStore<Translation>({ language: 'en', t: translator('en', english) });

export function useTranslation(): Translation {
  return useStore(current);
}

export function translation(): Translation {
  return current.get();
}

export async function chooseLanguage(language: Language): Promise<void> {
  const texts = language === 'ar' ? (await import('./ar.json')).default : english;
  writeStored('localStorage', KEY, language);
  document.documentElement.lang = language;
  document.documentElement.dir = language === 'ar' ? 'rtl' : 'ltr';
  current.set({ language, t: translator(language, texts) });
}

export function preferredLanguage(): Language {
  const wanted = readStored('localStorage', KEY) ?? navigator.language;
  return /^ar\b/.test(wanted) ? 'ar' : 'en';
}

export function translator(language: Language, texts: Record<string, string>): Translate {
  const plurals = new Intl.PluralRules(language);
  const numbers = new Intl.NumberFormat(language);
  return (key, values = {}) => {
    const count = values['count'];
    const form = typeof count === 'number' ? `${key}#${plurals.select(count)}` : key;
    const text = texts[form] ?? texts[`${key}#other`] ?? texts[key] ?? key;
    return text.replace(/\{(\w+)\}/g, (whole, name: string) => {
      const value = values[name];
      return typeof value === 'number' ? numbers.format(value) : (value ?? whole);
    });
  };
}
