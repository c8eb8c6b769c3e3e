// Shows both texts of each field that was changed here and elsewhere, to choose from.

import { useEffect, useRef } from 'react';
import { sayDay, sayInstant, sayTime } from '@/lib/calendar';
import { useTranslation, type TextKey } from '@/lib/i18n';
import { useMe } from '@/lib/me';
import { useToday } from '@/lib/use-today';
import type { Task } from '../data/list';
import type { Choice, Editable, TaskValues } from '../drafts/draft';

export type Choices = Partial<Record<Editable, Choice>>;

interface ConflictProps {
  // As it is saved now.
  task: Task;
  // As it was typed here.
  values: TaskValues;
  names: Editable[];
  choices: Choices;
  onChoose: (choices: Choices) => void;
}

const labels: Record<Editable, TextKey> = {
  title: 'task.title',
  description: 'details.description',
  priority: 'details.priority',
  tags: 'details.tags',
  due_date: 'details.due_date',
  due_time: 'details.due_time',
};

export function Conflict({ task, values, names, choices, onChoose }: ConflictProps) {
  const { t, language } = useTranslation();
  const me = useMe();
  const say = useSayValue();
  const section = useRef<HTMLElement>(null);
  useEffect(() => {
    section.current?.focus({ preventScroll: true });
    section.current?.scrollIntoView();
  }, []);
  const time = sayInstant(task.updated_at, me.time_zone, language);
  const sides = [
    { choice: 'mine', side: values, label: t('conflict.mine') },
    { choice: 'theirs', side: task, label: t('conflict.theirs', { time }) },
  ] as const;
  return (
    <section
      ref={section}
      tabIndex={-1}
      aria-labelledby="conflict-title"
      className="grid grid-cols-1 gap-4 rounded-lg border border-warm p-4 outline-none"
    >
      <div>
        <h3 id="conflict-title" className="font-semibold">
          {t('conflict.title')}
        </h3>
        <p className="text-sm text-muted">{t('conflict.text')}</p>
      </div>
      {names.map((name) => (
        <fieldset key={name} className="min-w-0">
          <legend className="mb-1.5 text-sm font-semibold">{t(labels[name])}</legend>
          <div className="grid grid-cols-1 gap-2 sm:grid-cols-2">
            {sides.map(({ choice, side, label }) => (
              <label
                key={choice}
                className="grid max-h-60 min-w-0 cursor-pointer grid-cols-[auto_1fr] content-start gap-x-2.5 gap-y-1 overflow-y-auto rounded-lg border border-line p-3 text-sm has-checked:border-accent has-checked:bg-accent-soft"
              >
                <input
                  type="radio"
                  name={`conflict-${name}`}
                  className="size-5 shrink-0"
                  checked={choices[name] === choice}
                  onChange={() => onChoose({ ...choices, [name]: choice })}
                />
                <span className="text-muted">{label}</span>
                <span className="col-start-2 wrap-anywhere whitespace-pre-wrap" dir="auto">
                  {say(side, name)}
                </span>
              </label>
            ))}
          </div>
        </fieldset>
      ))}
    </section>
  );
}

function useSayValue(): (values: TaskValues, name: Editable) => string {
  const { t, language } = useTranslation();
  const today = useToday(useMe().time_zone);
  return (values, name) => {
    switch (name) {
      case 'priority':
        return t(`priority.${values.priority}`);
      case 'tags':
        return values.tags.map((tag) => `#${tag}`).join(' ') || t('conflict.empty');
      case 'due_date':
        return values.due_date === null ? t('due.none') : sayDay(values.due_date, today, language);
      case 'due_time':
        return values.due_time === null ? t('conflict.empty') : sayTime(values.due_time, language);
      case 'title':
      case 'description':
        return values[name] || t('conflict.empty');
    }
  };
}
