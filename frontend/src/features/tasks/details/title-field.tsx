// The title field. A long title wraps, but it has no line breaks.

import { useId, type Ref } from 'react';
import { useTranslation } from '@/lib/i18n';

interface TitleFieldProps {
  inputRef: Ref<HTMLTextAreaElement>;
  value: string;
  error: string | undefined;
  onChange: (title: string) => void;
}

export function TitleField({ inputRef, value, error, onChange }: TitleFieldProps) {
  const { t } = useTranslation();
  const id = useId();
  return (
    <div className="grid gap-1">
      <textarea
        ref={inputRef}
        aria-label={t('task.title')}
        aria-invalid={error === undefined ? undefined : true}
        aria-describedby={error === undefined ? undefined : id}
        rows={1}
        dir="auto"
        className="-mx-3 field-sizing-content resize-none rounded-lg border border-transparent px-3 py-1.5 text-xl leading-snug font-semibold transition-colors outline-none hover:border-line focus:border-accent aria-invalid:border-danger"
        value={value}
        onChange={(event) => onChange(event.target.value.replace(/\s*\n\s*/g, ' '))}
        onKeyDown={(event) => {
          if (event.key !== 'Enter' || event.nativeEvent.isComposing) return;
          event.preventDefault();
          event.currentTarget.form?.requestSubmit();
        }}
      />
      {error !== undefined && (
        <p id={id} className="text-sm text-danger">
          {error}
        </p>
      )}
    </div>
  );
}
