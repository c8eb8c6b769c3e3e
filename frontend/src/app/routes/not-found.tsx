// Shown for unknown addresses.

import { Link } from '@tanstack/react-router';
import { Signpost } from 'lucide-react';
import { buttonClass } from '@/components/button';
import { EmptyState } from '@/components/empty-state';
import { useTranslation } from '@/lib/i18n';
import { paths } from '@/lib/paths';
import { usePageTitle } from '@/lib/use-page-title';

export function NotFound() {
  const { t } = useTranslation();
  usePageTitle(t('not_found.title'));
  return (
    <main id="main" tabIndex={-1} className="grid min-h-dvh place-items-center outline-none">
      <EmptyState
        icon={Signpost}
        heading="h1"
        title={t('not_found.title')}
        text={t('not_found.text')}
      >
        <Link to={paths.tasks} className={buttonClass('main')}>
          {t('not_found.back')}
        </Link>
      </EmptyState>
    </main>
  );
}
