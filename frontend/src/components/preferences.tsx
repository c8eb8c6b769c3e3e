// Language and theme selectors for the signed-out pages.

import { Languages, SunMoon } from 'lucide-react';
import type { ReactNode } from 'react';
import { chooseLanguage, languages, useTranslation, type Language } from '@/lib/i18n';
import { useStore } from '@/lib/store';
import { chooseTheme, theme, type Theme } from '@/lib/theme';

export const themes: Theme[] = ['system', 'light', 'dark'];

export function Preferences() {
  const { t, language } = useTranslation();
  return (
    <div className="flex flex-wrap items-center gap-x-4 gap-y-1 text-sm text-muted">
      <Choice icon={<Languages size={16} aria-hidden />} label={t('language')}>
        <select
          className="min-h-9 cursor-pointer rounded-md bg-transparent pe-1"
          value={language}
          onChange={(event) => void chooseLanguage(event.target.value as Language)}
        >
          {Object.entries(languages).map(([code, name]) => (
            <option key={code} value={code} lang={code}>
              {name}
            </option>
          ))}
        </select>
      </Choice>
      <Choice icon={<SunMoon size={16} aria-hidden />} label={t('theme')}>
        <select
          className="min-h-9 cursor-pointer rounded-md bg-transparent pe-1"
          value={useStore(theme)}
          onChange={(event) => chooseTheme(event.target.value as Theme)}
        >
          {themes.map((one) => (
            <option key={one} value={one}>
              {t(`theme.${one}`)}
            </option>
          ))}
        </select>
      </Choice>
    </div>
  );
}

function Choice({
  icon,
  label,
  children,
}: {
  icon: ReactNode;
  label: string;
  children: ReactNode;
}) {
  return (
    <label className="flex items-center gap-1.5">
      {icon}
      <span className="sr-only">{label}</span>
      {children}
    </label>
  );
}
