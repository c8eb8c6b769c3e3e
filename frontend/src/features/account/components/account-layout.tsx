// The frame of the account pages.

import { Link, Outlet } from '@tanstack/react-router';
import { useTranslation } from '@/lib/i18n';
import '@/lib/i18n/later';
import { paths } from '@/lib/paths';
import { usePageTitle } from '@/lib/use-page-title';

const pages = [
  { to: paths.account, text: 'account.profile' },
  { to: paths.security, text: 'account.security' },
  { to: paths.tokens, text: 'account.tokens' },
  { to: paths.data, text: 'account.data' },
] as const;

export function AccountLayout() {
  const { t } = useTranslation();
  usePageTitle(t('account.title'));
  return (
    <>
      <h1 className="text-3xl font-bold tracking-tight">{t('account.title')}</h1>
      <nav aria-label={t('account.title')} className="mt-5 border-b border-line">
        <ul className="-mb-px flex flex-wrap gap-x-4 sm:gap-x-6">
          {pages.map(({ to, text }) => (
            <li key={to}>
              <Link
                to={to}
                activeOptions={{ exact: true }}
                className="inline-flex min-h-11 items-center border-b-2 border-transparent text-sm text-muted transition-colors hover:text-ink aria-[current]:border-accent aria-[current]:font-semibold aria-[current]:text-ink"
              >
                {t(text)}
              </Link>
            </li>
          ))}
        </ul>
      </nav>
      <div className="mt-8 grid gap-10">
        <Outlet />
      </div>
    </>
  );
}
