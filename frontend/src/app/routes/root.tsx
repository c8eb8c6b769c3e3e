// The root route: the skip link, and the focus after navigation.

import { Outlet, useLocation } from '@tanstack/react-router';
import { useEffect, useRef } from 'react';
import { useTranslation } from '@/lib/i18n';

export function Root() {
  const { t } = useTranslation();
  const { pathname } = useLocation();
  const shown = useRef(pathname);

  // Moving the focus announces the new page to screen readers, as a full page load would.
  useEffect(() => {
    if (shown.current === pathname) return;
    shown.current = pathname;
    document.getElementById('main')?.focus();
  }, [pathname]);

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
