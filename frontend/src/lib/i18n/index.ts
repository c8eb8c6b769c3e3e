// Translations, with Lingui. The catalogs use ICU MessageFormat and are compiled by the build.
// English is bundled; other languages load when chosen. The pages of the account add
// their own texts when they load.

import { setupI18n, type Messages } from '@lingui/core';
import { readStored, writeStored } from '../storage';
import { createStore, useStore } from '../store';
import type laterCatalog from './later/en.json';
import type catalog from './en.json';
import { messages as english } from './en.json?lingui';

export const languages = { en: 'English', ar: 'العربية' } as const;
export type Language = keyof typeof languages;

export type TextKey = keyof typeof catalog | keyof typeof laterCatalog;
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

export function isTextKey(key: string): key is TextKey {
  return key in english;
}

export async function chooseLanguage(language: Language): Promise<void> {
  const messages = await messagesIn(language);
  writeStored('localStorage', KEY, language);
  document.documentElement.lang = language;
  document.documentElement.dir = language === 'ar' ? 'rtl' : 'ltr';
  current.set({ language, t: translator(language, messages) });
}

type Load = () => Promise<{ messages: Messages }>;

const arabic: Load[] = [() => import('./ar.json?lingui')];

async function messagesIn(language: Language): Promise<Messages> {
  if (language === 'en') return english;
  const catalogs = await Promise.all(arabic.map((load) => load()));
  return Object.assign({}, ...catalogs.map(({ messages }) => messages)) as Messages;
}

// Adds texts in every language.
export async function addTexts(inEnglish: Messages, loadArabic: Load): Promise<void> {
  Object.assign(english, inEnglish);
  arabic.push(loadArabic);
  const { language } = current.get();
  current.set({ language, t: translator(language, await messagesIn(language)) });
}

export function preferredLanguage(): Language {
  const wanted = readStored('localStorage', KEY) ?? navigator.language;
  return /^ar\b/.test(wanted) ? 'ar' : 'en';
}

export function translator(language: Language, messages: Messages): Translate {
  const i18n = setupI18n({ locale: language, messages: { [language]: messages } });
  return (key, values = {}) => i18n._(key, escaped(values));
}

// Lingui decodes escape sequences such as \x41, which must not happen in user-written text.
function escaped(values: Values): Values {
  const entries = Object.entries(values).map(([name, value]) => [
    name,
    typeof value === 'string' ? value.replaceAll('\\', '\\u005c') : value,
  ]);
  return Object.fromEntries(entries) as Values;
}
