// The frame of the signed-in pages: navigation at the side on wide screens, at the top and bottom
// on narrow ones.

import type { ReactNode } from 'react';
import { Link } from '@tanstack/react-router';
import { Logo } from '@/components/logo';
import { useTranslation } from '@/lib/i18n';
import { paths } from '@/lib/paths';
import { AccountMenu } from './account-menu';
import { OfflineBanner } from './offline-banner';
import { TagLinks } from './tag-links';
import { useViewKeys } from './use-view-keys';
import { ViewLinks } from './view-links';

export function Layout({ children }: { children: ReactNode }) {
  const { t } = useTranslation();
  useViewKeys();
  return (
    <div className="lg:grid lg:grid-cols-[17rem_1fr]">
      <header className="sticky top-0 z-10 flex items-center justify-between border-line bg-canvas/95 px-4 py-2.5 backdrop-blur max-lg:border-b lg:h-dvh lg:flex-col lg:items-stretch lg:justify-start lg:border-e lg:bg-sunken/50 lg:px-4 lg:py-6">
        <Link to={paths.tasks} search={{}} className="rounded-lg lg:px-2">
          <Logo />
          <span className="sr-only">{t('home')}</span>
        </Link>
        <nav
          aria-label={t('navigation')}
          className="min-h-0 overflow-y-auto max-lg:hidden lg:mt-8 lg:flex-1"
        >
          <ViewLinks />
          <TagLinks />
        </nav>
        <AccountMenu />
      </header>
      <div className="min-w-0">
        <OfflineBanner />
        <main
          id="main"
          tabIndex={-1}
          className="mx-auto w-full max-w-3xl px-4 pt-6 pb-36 outline-none sm:px-8 lg:pt-10"
        >
          {children}
        </main>
      </div>
      <nav
        aria-label={t('navigation')}
        className="fixed inset-x-0 bottom-0 z-10 border-t border-line bg-canvas/95 pb-[env(safe-area-inset-bottom)] backdrop-blur lg:hidden"
      >
        <ViewLinks compact />
      </nav>
    </div>
  );
}
