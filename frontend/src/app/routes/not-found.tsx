// An address without a page.

import { Link } from '@tanstack/react-router';
import { Signpost } from 'lucide-react';
import { buttonClass } from '@/components/button';
import { EmptyState } from '@/components/empty-state';
import { useTranslation } from '@/lib/i18n';
import { paths } from '@/lib/paths';

export function NotFound() {
  const { t } = useTranslation();
  return (
    <main id="main" tabIndex={-1} className="grid min-h-dvh place-items-center outline-none">
      <h1 className="sr-only">{t('not_found.title')}</h1>
      <EmptyState icon={Signpost} title={t('not_found.title')} text={t('not_found.text')}>
        <Link to={paths.tasks} className={buttonClass('main')}>
          {t('not_found.back')}
        </Link>
      </EmptyState>
    </main>
  );
}
