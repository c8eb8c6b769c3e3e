// The search field. The address follows the typed text with a short delay.

import { Search, X } from 'lucide-react';
import { useEffect, useState, type RefObject } from 'react';
import { IconButton } from '@/components/button';
import { useTranslation } from '@/lib/i18n';

interface SearchFieldProps {
  value: string;
  onSearch: (text: string) => void;
  inputRef: RefObject<HTMLInputElement | null>;
}

const PAUSE = 200;

export function SearchField({ value, onSearch, inputRef }: SearchFieldProps) {
  const { t } = useTranslation();
  const [text, setText] = useState(value);
  const [followed, setFollowed] = useState(value);
  // The address changed without typing: another view, or the back button.
  if (value !== followed) {
    setFollowed(value);
    if (value !== text.trim()) setText(value);
  }
  useEffect(() => {
    if (text.trim() === value) return;
    const timer = setTimeout(() => onSearch(text.trim()), PAUSE);
    return () => clearTimeout(timer);
    // Only typing restarts the timer; `onSearch` and `value` are new on every render.
    // eslint-disable-next-line react-hooks/exhaustive-deps
  }, [text]);

  return (
    <div role="search" className="relative min-w-0 flex-1">
      <Search
        size={17}
        className="pointer-events-none absolute inset-y-0 start-3 my-auto text-muted"
        aria-hidden
      />
      <input
        ref={inputRef}
        type="text"
        inputMode="search"
        enterKeyHint="search"
        aria-label={t('search.label')}
        placeholder={t('search.placeholder')}
        className="h-10 w-full rounded-lg border border-transparent bg-sunken ps-9.5 pe-9 outline-none focus:border-accent focus:bg-surface"
        value={text}
        onChange={(event) => setText(event.target.value)}
        onKeyDown={(event) => {
          if (event.key !== 'Escape') return;
          if (text === '') event.currentTarget.blur();
          else setText('');
        }}
      />
      {text !== '' && (
        <IconButton
          label={t('search.clear')}
          className="absolute inset-y-0 end-1 my-auto size-8"
          onClick={() => {
            setText('');
            inputRef.current?.focus();
          }}
        >
          <X size={16} aria-hidden />
        </IconButton>
      )}
    </div>
  );
}
