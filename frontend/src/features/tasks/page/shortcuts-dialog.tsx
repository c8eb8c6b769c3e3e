// The list of keyboard shortcuts.

import { Dialog } from '@/components/dialog';
import { useTranslation, type TextKey } from '@/lib/i18n';

const isApple = /Mac|iPhone|iPad/.test(navigator.userAgent);

const shortcuts: [keys: string[], does: TextKey][] = [
  [['n'], 'shortcuts.new'],
  [['/'], 'shortcuts.search'],
  [['j', 'k'], 'shortcuts.move'],
  [['Enter'], 'shortcuts.open'],
  [['e'], 'shortcuts.edit'],
  [['c', 'Space'], 'shortcuts.complete'],
  [['x'], 'shortcuts.select'],
  [['Delete'], 'shortcuts.delete'],
  [[isApple ? '⌘ Z' : 'Ctrl Z'], 'shortcuts.undo'],
  [['1', '2', '3', '4', '5'], 'shortcuts.views'],
  [['?'], 'shortcuts.sheet'],
  [['Esc'], 'shortcuts.escape'],
];

export function ShortcutsDialog({ onClose }: { onClose: () => void }) {
  const { t } = useTranslation();
  return (
    <Dialog title={t('shortcuts.title')} onClose={onClose}>
      <dl className="grid gap-2.5">
        {shortcuts.map(([keys, does]) => (
          <div key={does} className="flex items-center justify-between gap-4">
            <dt>{t(does)}</dt>
            <dd className="flex gap-1" dir="ltr">
              {keys.map((key) => (
                <kbd
                  key={key}
                  className="min-w-7 rounded-md border border-line bg-sunken px-2 py-0.5 text-center font-sans text-sm"
                >
                  {key}
                </kbd>
              ))}
            </dd>
          </div>
        ))}
      </dl>
    </Dialog>
  );
}
