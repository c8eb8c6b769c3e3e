// The account menu: the signed-in user, theme, language and signing out.

import { useQuery } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { ChevronsUpDown, LogOut, Settings } from 'lucide-react';
import { Menu, MenuChoice, MenuGroup, MenuItem } from '@/components/menu';
import { themes } from '@/components/preferences';
import { session, signOut } from '@/lib/api/session';
import { chooseLanguage, languages, useTranslation, type Language } from '@/lib/i18n';
import { meQuery } from '@/lib/me';
import { paths } from '@/lib/paths';
import { useStore } from '@/lib/store';
import { chooseTheme, theme } from '@/lib/theme';

export function AccountMenu() {
  const { t, language } = useTranslation();
  const { status } = useStore(session);
  const email = useQuery({ ...meQuery, enabled: status === 'signed-in' }).data?.email;
  const chosenTheme = useStore(theme);
  const navigate = useNavigate();
  const languageChoices = Object.entries(languages).map(([value, label]) => ({
    value: value as Language,
    label,
  }));
  if (email === undefined) return null;
  return (
    <Menu
      trigger={
        <button
          type="button"
          className="flex items-center gap-3 rounded-lg p-1.5 text-start text-sm hover:bg-sunken lg:w-full lg:px-2"
        >
          <span
            aria-hidden="true"
            className="grid size-8 shrink-0 place-items-center rounded-full bg-accent font-semibold text-on-accent uppercase"
          >
            {email.charAt(0)}
          </span>
          <span className="sr-only">{t('account.menu')}</span>
          <bdi className="flex-1 truncate max-lg:sr-only">{email}</bdi>
          <ChevronsUpDown size={15} className="shrink-0 text-muted max-lg:hidden" aria-hidden />
        </button>
      }
    >
      <MenuGroup label={email}>
        <MenuItem onSelect={() => void navigate({ to: paths.account })}>
          <Settings size={16} aria-hidden />
          {t('account.title')}
        </MenuItem>
      </MenuGroup>
      <MenuChoice
        label={t('theme')}
        value={chosenTheme}
        choices={themes.map((value) => ({ value, label: t(`theme.${value}`) }))}
        onChoose={chooseTheme}
      />
      <MenuChoice
        label={t('language')}
        value={language}
        choices={languageChoices}
        onChoose={(value) => void chooseLanguage(value)}
      />
      <MenuGroup label={t('session')}>
        <MenuItem onSelect={() => void signOut()}>
          <LogOut size={16} className="rtl:-scale-x-100" aria-hidden />
          {t('sign_out')}
        </MenuItem>
      </MenuGroup>
    </Menu>
  );
}
