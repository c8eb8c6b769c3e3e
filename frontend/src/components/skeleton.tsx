// Placeholder rows, shown while a list loads.

import { useTranslation } from '@/lib/i18n';

const widths = ['w-3/5', 'w-2/5', 'w-4/6', 'w-1/2', 'w-3/4', 'w-1/3'];

export function SkeletonRows({ rows = 6 }: { rows?: number }) {
  const { t } = useTranslation();
  return (
    <div role="status" className="grid">
      <span className="sr-only">{t('loading')}</span>
      {widths.slice(0, rows).map((width) => (
        <div key={width} className="flex min-h-14 items-center gap-4 border-b border-line">
          <span className="animate-shimmer size-5 rounded-full bg-sunken" />
          <span className={`animate-shimmer h-3.5 rounded bg-sunken ${width}`} />
        </div>
      ))}
    </div>
  );
}
