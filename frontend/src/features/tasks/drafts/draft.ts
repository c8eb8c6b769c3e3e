// What was typed into a task and not saved: the changed values, those they replace, and a tag that is
// still being typed.

import type { Task } from '../data/list';

export type Editable = 'title' | 'description' | 'priority' | 'tags' | 'due_date' | 'due_time';
export type TaskValues = Pick<Task, Editable>;

export interface Draft {
  values: Partial<TaskValues>;
  // The saved values when each was first changed.
  replaced: Partial<TaskValues>;
  tag: string;
}

const empty: Draft = { values: {}, replaced: {}, tag: '' };

export function parseDraft(text: string): Draft {
  try {
    return { ...empty, ...(JSON.parse(text) as Partial<Draft>) };
  } catch {
    return empty;
  }
}

// Empty if nothing was changed.
export function textOf(draft: Draft): string {
  const isEmpty = namesIn(draft.values).length === 0 && draft.tag === '';
  return isEmpty ? '' : JSON.stringify(draft);
}

export function withValues(draft: Draft, task: Task, values: Partial<TaskValues>): Draft {
  const next = { ...draft, values: { ...draft.values, ...values } };
  next.replaced = { ...pick(task, namesIn(values)), ...draft.replaced };
  return without(
    next,
    namesIn(values).filter((name) => isSame(values[name], task[name])),
  );
}

// Once these values are saved. What was typed meanwhile remains.
export function withSaved(draft: Draft, saved: Partial<TaskValues>): Draft {
  const names = namesIn(saved).filter((name) => name in draft.values);
  const next = {
    ...draft,
    replaced: { ...draft.replaced, ...pick(saved, names) },
    tag: saved.tags?.includes(tagIn(draft.tag)) === true ? '' : draft.tag,
  };
  return without(
    next,
    names.filter((name) => isSame(draft.values[name], saved[name])),
  );
}

export function without(draft: Draft, names: Editable[]): Draft {
  const omit = (values: Partial<TaskValues>) =>
    Object.fromEntries(
      Object.entries(values).filter(([name]) => !names.includes(name as Editable)),
    ) as Partial<TaskValues>;
  return { ...draft, values: omit(draft.values), replaced: omit(draft.replaced) };
}

// The drafted values that differ from the saved task.
export function changesOf(draft: Draft, task: Task): Partial<TaskValues> {
  const tag = tagIn(draft.tag);
  const tags = draft.values.tags ?? task.tags;
  const values =
    tag === '' || tags.includes(tag) ? draft.values : { ...draft.values, tags: [...tags, tag] };
  return pick(
    values,
    namesIn(values).filter((name) => !isSame(values[name], task[name])),
  );
}

// The fields that were changed here and, since then, to something else elsewhere.
export function conflictsIn(draft: Draft, task: Task): Editable[] {
  return namesIn(draft.values).filter(
    (name) => !isSame(draft.values[name], task[name]) && !isSame(draft.replaced[name], task[name]),
  );
}

export type Choice = 'mine' | 'theirs';

// The drafted value replaces what is saved now, or is given up for it.
export function withChoices(
  draft: Draft,
  task: Task,
  choices: Partial<Record<Editable, Choice>>,
): Draft {
  const chosen = (choice: Choice) =>
    (Object.keys(choices) as Editable[]).filter((name) => choices[name] === choice);
  const kept = { ...draft, replaced: { ...draft.replaced, ...pick(task, chosen('mine')) } };
  return without(kept, chosen('theirs'));
}

// The part of the draft in these fields.
export function only(draft: Draft, names: Editable[]): Draft {
  return without(
    { ...draft, tag: '' },
    namesIn(draft.values).filter((name) => !names.includes(name)),
  );
}

export function tagIn(text: string): string {
  return text.trim().replace(/^#/, '');
}

function namesIn(values: Partial<TaskValues>): Editable[] {
  return Object.keys(values) as Editable[];
}

function pick(values: Partial<TaskValues>, names: Editable[]): Partial<TaskValues> {
  return Object.fromEntries(names.map((name) => [name, values[name]]));
}

function isSame(one: unknown, other: unknown): boolean {
  return JSON.stringify(one) === JSON.stringify(other);
}
