// What a draft holds and what of it is still unsaved.

import { expect, test } from 'vitest';
import { aTask } from '@/testing/tasks';
import {
  changesOf,
  conflictsIn,
  only,
  parseDraft,
  textOf,
  withChoices,
  withSaved,
  withValues,
} from './draft';

const task = aTask({ title: 'Buy milk', tags: ['home'] });
const nothing = parseDraft('');

test('only what differs from the task is drafted, and it survives as text', () => {
  const draft = withValues(nothing, task, { title: 'Buy oat milk', priority: 'medium' });
  expect(changesOf(parseDraft(textOf(draft)), task)).toEqual({ title: 'Buy oat milk' });
});

test('typing the saved value again leaves no draft', () => {
  const draft = withValues(nothing, task, { title: 'Buy oat milk' });
  expect(textOf(withValues(draft, task, { title: 'Buy milk' }))).toBe('');
});

test('a tag still being typed is kept, and is one of the changes', () => {
  const draft = parseDraft(textOf({ ...nothing, tag: '#shop ' }));
  expect(draft.tag).toBe('#shop ');
  expect(changesOf(draft, task)).toEqual({ tags: ['home', 'shop'] });
  expect(changesOf({ ...nothing, tag: 'home' }, task)).toEqual({});
  expect(textOf(withSaved(draft, { tags: ['home', 'shop'] }))).toBe('');
});

test('saving ends the draft, except for what was typed meanwhile', () => {
  const draft = withValues(nothing, task, { title: 'Buy oat milk', description: 'Two' });
  const saved = changesOf(draft, task);
  expect(textOf(withSaved(draft, saved))).toBe('');

  const longer = withValues(draft, task, { title: 'Buy oat milk and bread' });
  const rest = withSaved(longer, saved);
  const now = { ...task, title: 'Buy oat milk', description: 'Two' };
  expect(changesOf(rest, now)).toEqual({ title: 'Buy oat milk and bread' });
  expect(rest.replaced).toEqual({ title: 'Buy oat milk' });
});

test.each(['', '{', 'null', '"text"', '[]'])('an unreadable draft is none: %s', (text) => {
  expect(changesOf(parseDraft(text), task)).toEqual({});
});

test('a field is in conflict if it was changed here and, to something else, elsewhere', () => {
  const draft = withValues(nothing, task, { title: 'Buy oat milk', description: 'Two' });
  expect(conflictsIn(draft, task)).toEqual([]);
  expect(conflictsIn(draft, { ...task, priority: 'high' })).toEqual([]);
  expect(conflictsIn(draft, { ...task, title: 'Buy oat milk' })).toEqual([]);
  expect(conflictsIn(draft, { ...task, title: 'Buy rice milk' })).toEqual(['title']);
});

test('a choice keeps the typed value or gives it up, and ends the conflict', () => {
  const draft = withValues(nothing, task, { title: 'Buy oat milk', description: 'Two' });
  const now = { ...task, title: 'Buy rice milk', description: 'One' };
  const chosen = withChoices(draft, now, { title: 'mine', description: 'theirs' });
  expect(conflictsIn(chosen, now)).toEqual([]);
  expect(changesOf(chosen, now)).toEqual({ title: 'Buy oat milk' });
  expect(conflictsIn(chosen, { ...now, title: 'Buy soy milk' })).toEqual(['title']);
});

test('a part of a draft has no other fields, and no tag', () => {
  const draft = { ...withValues(nothing, task, { title: 'A', description: 'B' }), tag: 'shop' };
  expect(changesOf(only(draft, ['title']), task)).toEqual({ title: 'A' });
});
