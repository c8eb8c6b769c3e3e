// The tags field: Enter or a comma adds the typed tag, Backspace removes the last one.

import { useQuery } from '@tanstack/react-query';
import { X } from 'lucide-react';
import { Field } from '@/components/field';
import { useTranslation } from '@/lib/i18n';
import { tagsQuery } from '../data/tags';
import { tagIn } from '../drafts/draft';

interface TagsFieldProps {
  label: string;
  tags: string[];
  // The tag being typed.
  typed: string;
  error?: string | undefined;
  // Whether the field gets the focus when its dialog opens.
  isFirst?: boolean;
  onType: (text: string) => void;
  onChange: (tags: string[]) => void;
}

export function TagsField(props: TagsFieldProps) {
  const { label, tags, typed, error, isFirst, onType, onChange } = props;
  const { t } = useTranslation();
  const known = useQuery(tagsQuery).data ?? [];
  const add = () => {
    const tag = tagIn(typed);
    if (tag !== '' && !tags.includes(tag)) onChange([...tags, tag]);
    onType('');
  };
  return (
    <Field label={label} error={error} hint={t('details.tags_hint')}>
      {(wiring) => (
        <div className="control flex flex-wrap items-center gap-1.5 focus-within:border-accent focus-within:outline-2 focus-within:-outline-offset-1 focus-within:outline-accent">
          {tags.map((tag) => (
            <span
              key={tag}
              className="flex max-w-full items-center gap-1 rounded-full bg-accent-soft ps-2.5 text-sm text-accent-strong"
            >
              <bdi className="truncate">{tag}</bdi>
              <button
                type="button"
                aria-label={t('filter.remove', { text: tag })}
                className="grid size-7 shrink-0 place-items-center rounded-full hover:bg-surface"
                onClick={() => onChange(tags.filter((one) => one !== tag))}
              >
                <X size={13} aria-hidden />
              </button>
            </span>
          ))}
          <input
            {...wiring}
            className="min-w-24 flex-1 bg-transparent outline-none"
            dir={typed === '' ? undefined : 'auto'}
            data-autofocus={isFirst}
            list="known-tags"
            autoComplete="off"
            value={typed}
            onChange={(event) => onType(event.target.value)}
            onBlur={add}
            onKeyDown={(event) => {
              if ((event.key === 'Enter' || event.key === ',') && typed.trim() !== '') {
                event.preventDefault();
                add();
              }
              if (event.key === 'Backspace' && typed === '') onChange(tags.slice(0, -1));
            }}
          />
          <datalist id="known-tags">
            {known.map(({ name }) => (
              <option key={name} value={name} />
            ))}
          </datalist>
        </div>
      )}
    </Field>
  );
}
