// Shown in place of an empty list, with a message for each view.

import { CircleCheckBig, Inbox, SearchX, Sun, Telescope } from 'lucide-react';
import { Button } from '@/components/button';
import { EmptyState } from '@/components/empty-state';
import { useTranslation } from '@/lib/i18n';
import type { View } from '../search';

const icons = { today: Sun, upcoming: Telescope, all: Inbox, completed: CircleCheckBig };

interface NothingProps {
  view: View;
  filtered: boolean;
  onClear: () => void;
}

export function Nothing({ view, filtered, onClear }: NothingProps) {
  const { t } = useTranslation();
  if (filtered) {
    return (
      <EmptyState icon={SearchX} title={t('empty.filtered')} text={t('empty.filtered_text')}>
        <Button look="outline" onClick={onClear}>
          {t('filter.clear')}
        </Button>
      </EmptyState>
    );
  }
  return (
    <EmptyState icon={icons[view]} title={t(`empty.${view}`)} text={t(`empty.${view}_text`)} />
  );
}
