// The root of all pages: the way past the navigation, and the name of the page for the window.

import { Outlet, useLocation } from '@tanstack/react-router';
import { useEffect, useRef } from 'react';
import { useTranslation } from '@/lib/i18n';

export function Root() {
  const { t, language } = useTranslation();
  const { pathname } = useLocation();
  const shown = useRef(pathname);

  // A new page is announced by moving the focus to it, as a page load would.
  useEffect(() => {
    const title = document.querySelector('h1')?.textContent;
    document.title = title ? `${title} · Errand` : 'Errand';
    if (shown.current === pathname) return;
    shown.current = pathname;
    document.getElementById('main')?.focus();
  }, [pathname, language]);

  return (
    <>
      <a
        href="#main"
        className="sr-only z-50 rounded-lg bg-accent px-4 py-2 font-semibold text-on-accent focus:not-sr-only focus:fixed focus:start-4 focus:top-4"
        onClick={(event) => {
          event.preventDefault();
          document.getElementById('main')?.focus();
        }}
      >
        {t('skip')}
      </a>
      <Outlet />
    </>
  );
}
