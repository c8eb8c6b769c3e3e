// The input that adds a task, with the details recognized in it.

import { CornerDownLeft, Plus, X } from 'lucide-react';
import { useEffect, useState, type RefObject } from 'react';
import { IconButton } from '@/components/button';
import { addDays, type Day } from '@/lib/calendar';
import { readDraft, useDraft } from '@/lib/drafts';
import { isPassing } from '@/lib/errors';
import { useTranslation } from '@/lib/i18n';
import { useMe } from '@/lib/me';
import { showToast } from '@/lib/toasts';
import { newId } from '@/lib/uuid';
import { useCreateTask, type NewTask } from '../data/create';
import type { Task } from '../data/list';
import type { View } from '../search';
import { parseLine, type FindDate, type Understood } from './parse';
import { forgetLine, keepLine, setFate, useUnaddedLines, type UnaddedLine } from './unadded';
import { refusal, UnaddedLines } from './unadded-lines';
import { UnderstoodChips } from './understood-chips';
import { useFindDate } from './use-find-date';

const LINE = 'quick-add';
// The id of its task, if the line was sent before: it may have been added although the answer was lost.
const LINE_ID = 'quick-add-id';

interface QuickAddProps {
  view: View;
  today: Day;
  inputRef: RefObject<HTMLInputElement | null>;
  onOpen: (task: Task) => void;
}

export function QuickAdd({ view, today, inputRef, onOpen }: QuickAddProps) {
  const { t } = useTranslation();
  const me = useMe();
  const [line, setLine] = useDraft(me.id, LINE);
  const [lineId, setLineId] = useDraft(me.id, LINE_ID);
  const unadded = useUnaddedLines(me.id);
  const [dismissed, setDismissed] = useState<ReadonlySet<string>>(new Set());
  const { findDate, load } = useFindDate(me.time_zone);
  const create = useCreateTask((task) => {
    showToast({
      text: t('task.added', { title: task.title }),
      action: { label: t('task.open'), run: () => onOpen(task) },
    });
  });
  // Why the line in the input was refused.
  const [error, setError] = useState<Error | null>(null);

  // A draft restored after a reload needs its dates parsed, too.
  const hasDraft = line !== '';
  useEffect(() => {
    if (hasDraft) void load();
  }, [hasDraft, load]);

  const understand = (find: FindDate): Understood => {
    const understood = parseLine(line, find, dismissed);
    return { ...understood, due: understood.due ?? dueOfView(view, today, dismissed) };
  };
  const understood = understand(findDate);

  const type = (text: string) => {
    setLine(text);
    setError(null);
    if (text === '') setLineId('');
  };

  const add = async () => {
    if (understood.title === '') return;
    const id = lineId || newId();
    keepLine(me.id, id, line, 'sent');
    type('');
    setDismissed(new Set());
    try {
      await create({ id, ...contentOf(understand(await load())) });
      forgetLine(me.id, id);
    } catch (refused) {
      // The next task may be in the input by now.
      if (readDraft(me.id, LINE) !== '') return setFate(id, refused as Error);
      forgetLine(me.id, id);
      // The draft is restored even if the page is gone because the session ended.
      setLine(line);
      setLineId(id);
      setDismissed(dismissed);
      setError(refused as Error);
      inputRef.current?.focus();
    }
  };

  const edit = (one: UnaddedLine) => {
    if (hasDraft) keepLine(me.id, lineId || newId(), line, 'unsent');
    forgetLine(me.id, one.id);
    type(one.line);
    setLineId(one.id);
    setDismissed(new Set());
    inputRef.current?.focus();
  };

  return (
    <form
      className="rounded-xl border border-line bg-surface shadow-card transition-colors focus-within:border-accent"
      onSubmit={(event) => {
        event.preventDefault();
        void add();
      }}
    >
      <div className="flex items-center gap-3 ps-4 pe-2">
        <Plus size={20} className="shrink-0 text-accent" aria-hidden />
        <input
          ref={inputRef}
          aria-label={t('quick_add.label')}
          aria-describedby="quick-add-understood"
          aria-invalid={error !== null || undefined}
          placeholder={t('quick_add.placeholder')}
          className="min-h-13 min-w-0 flex-1 bg-transparent text-ellipsis outline-none"
          // An empty input follows the page's direction, for the placeholder's sake.
          dir={hasDraft ? 'auto' : undefined}
          autoComplete="off"
          enterKeyHint="done"
          value={line}
          onFocus={() => void load()}
          onChange={(event) => type(event.target.value)}
          onKeyDown={(event) => event.key === 'Escape' && event.currentTarget.blur()}
        />
        {hasDraft && (
          <>
            <IconButton
              label={t('draft.discard')}
              onClick={() => {
                type('');
                inputRef.current?.focus();
              }}
            >
              <X size={16} aria-hidden />
            </IconButton>
            <button
              type="submit"
              className="inline-flex min-h-9 items-center gap-1.5 rounded-lg bg-accent px-3 text-sm font-semibold text-on-accent hover:bg-accent-strong"
            >
              {t('quick_add.submit')}
              <CornerDownLeft size={14} className="max-sm:hidden rtl:-scale-x-100" aria-hidden />
            </button>
          </>
        )}
      </div>
      <div id="quick-add-understood" aria-live="polite">
        {hasDraft && (
          <UnderstoodChips
            understood={understood}
            today={today}
            onDismiss={(phrase) => setDismissed(new Set([...dismissed, phrase]))}
          />
        )}
        {error !== null && (
          <p
            className="flex flex-wrap items-center gap-x-3 px-4 pb-3 text-sm text-danger"
            role="alert"
          >
            {refusal(error)}
            {isPassing(error) && (
              <button type="submit" className="font-semibold underline underline-offset-4">
                {t('failure.retry')}
              </button>
            )}
          </p>
        )}
      </div>
      <UnaddedLines lines={unadded} onEdit={edit} onDiscard={(one) => forgetLine(me.id, one.id)} />
    </form>
  );
}

const DUE_OF_VIEW = 'due-of-view';

// A task added to a day's view is due that day unless the line names another.
function dueOfView(view: View, today: Day, dismissed: ReadonlySet<string>): Understood['due'] {
  if (dismissed.has(DUE_OF_VIEW)) return null;
  if (view === 'today') return { phrase: DUE_OF_VIEW, date: today, time: null };
  if (view === 'upcoming') return { phrase: DUE_OF_VIEW, date: addDays(today, 1), time: null };
  return null;
}

function contentOf({ title, tags, priority, due }: Understood): Omit<NewTask, 'id'> {
  return {
    title,
    tags,
    completed: false,
    priority: priority?.value ?? 'medium',
    due_date: due?.date ?? null,
    due_time: due?.time ?? null,
  };
}
