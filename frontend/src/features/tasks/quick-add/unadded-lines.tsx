// The new tasks that are not added yet, each with why, to be edited or discarded.

import { X } from 'lucide-react';
import { IconButton } from '@/components/button';
import { ApiError, fieldMessage, messageOf } from '@/lib/errors';
import { useTranslation } from '@/lib/i18n';
import type { UnaddedLine } from './unadded';

interface UnaddedLinesProps {
  lines: UnaddedLine[];
  onEdit: (line: UnaddedLine) => void;
  onDiscard: (line: UnaddedLine) => void;
}

export function UnaddedLines({ lines, onEdit, onDiscard }: UnaddedLinesProps) {
  const { t } = useTranslation();
  if (lines.length === 0) return null;
  return (
    <ul
      aria-label={t('quick_add.unadded')}
      className="grid grid-cols-1 gap-1 border-t border-line py-2 ps-4 pe-2 text-sm"
    >
      {lines.map((one) => (
        <li key={one.id} className="flex items-center gap-2">
          <div className="min-w-0 flex-1">
            <bdi className="block truncate">{one.line}</bdi>
            <Reason fate={one.fate} />
          </div>
          <button
            type="button"
            className="min-h-9 rounded-lg px-3 font-semibold text-accent-strong hover:bg-sunken"
            aria-label={t('quick_add.edit_line', { line: one.line })}
            onClick={() => onEdit(one)}
          >
            {t('quick_add.edit')}
          </button>
          <IconButton
            label={t('quick_add.discard_line', { line: one.line })}
            onClick={() => onDiscard(one)}
          >
            <X size={16} aria-hidden />
          </IconButton>
        </li>
      ))}
    </ul>
  );
}

function Reason({ fate }: Pick<UnaddedLine, 'fate'>) {
  const { t } = useTranslation();
  if (fate instanceof Error) {
    return (
      <span className="text-danger" role="alert">
        {t('quick_add.refused', { reason: refusal(fate) })}
      </span>
    );
  }
  const text = fate === 'unsent' ? t('quick_add.unadded') : t('quick_add.unanswered');
  return <span className="text-warm">{text}</span>;
}

export function refusal(error: Error): string {
  const pointer = error instanceof ApiError ? error.fields[0]?.pointer : undefined;
  return (pointer && fieldMessage(error, pointer)) ?? messageOf(error);
}
