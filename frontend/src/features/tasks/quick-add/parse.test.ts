// Parsing a line on a Wednesday evening in Berlin.

import { expect, test } from 'vitest';
import { findDate } from './find-date';
import { parseLine } from './parse';

const now = new Date('2026-03-04T22:30:00Z');
const understand = (line: string, dismissed?: Set<string>) =>
  parseLine(line, (text) => findDate(text, 'Europe/Berlin', now), dismissed);

test('a plain line is a title', () => {
  expect(understand('Buy 2 milk')).toEqual({
    title: 'Buy 2 milk',
    tags: [],
    priority: null,
    due: null,
  });
});

test('tags, priority and date are taken out of the title', () => {
  const understood = understand('Call Ada tomorrow 9am #family #home !high');
  expect(understood.title).toBe('Call Ada');
  expect(understood.tags).toEqual(['family', 'home']);
  expect(understood.priority?.value).toBe('high');
  expect(understood.due).toMatchObject({ date: '2026-03-05', time: '09:00' });
});

test.each([
  ['Pay rent by friday', 'Pay rent', '2026-03-06'],
  ['fri standup', 'standup', '2026-03-06'],
  ['Party on 24 December', 'Party', '2026-12-24'],
  ['اشتر الخبز غدًا', 'اشتر الخبز', '2026-03-05'],
  ['اجتماع الجمعة', 'اجتماع', '2026-03-06'],
])('a date without a time: %s', (line, title, date) => {
  expect(understand(line)).toMatchObject({ title, due: { date, time: null } });
});

test.each([
  ['lunch is not tomorrow', 'غداء مع سارة'],
  ['five are not Thursday', 'شراء الخميسات'],
])('part of a longer Arabic word is not a date: %s', (_, line) => {
  expect(understand(line).due).toBeNull();
});

test('dates use the time zone of the user, not of the machine', () => {
  const late = new Date('2026-03-04T23:30:00Z');
  expect(findDate('today', 'Europe/Berlin', late)?.date).toBe('2026-03-05');
  expect(findDate('today', 'America/New_York', late)?.date).toBe('2026-03-04');
});

test('dismissed details stay in the title', () => {
  const understood = understand('Read Tomorrow #now !high', new Set(['Tomorrow', '!high', '#now']));
  expect(understood.title).toBe('Read Tomorrow #now !high');
  expect(understood.due).toBeNull();
  expect(understood.tags).toEqual([]);
});

test('a line with only a date keeps it as its title', () => {
  expect(understand('tomorrow')).toMatchObject({ title: 'tomorrow', due: { date: '2026-03-05' } });
});

test('a word with an exclamation mark that is not a priority stays in the title', () => {
  expect(understand('Say !hello #')).toMatchObject({ title: 'Say !hello #', priority: null });
});
