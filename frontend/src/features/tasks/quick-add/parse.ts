// Parses a line such as `Call Ada tomorrow #family !high`: tags, a priority, and a date or time;
// the rest is the title. A dismissed detail becomes part of the title again.

import type { Priority } from '../search';

export interface FoundDate {
  phrase: string;
  date: string;
  time: string | null;
}

export type FindDate = (text: string) => FoundDate | null;

export interface Understood {
  title: string;
  tags: string[];
  priority: { phrase: string; value: Priority } | null;
  due: FoundDate | null;
}

const priorityWords: Record<string, Priority> = {
  high: 'high',
  h: 'high',
  '1': 'high',
  عالية: 'high',
  medium: 'medium',
  m: 'medium',
  '2': 'medium',
  متوسطة: 'medium',
  low: 'low',
  l: 'low',
  '3': 'low',
  منخفضة: 'low',
};

export function parseLine(
  line: string,
  findDate: FindDate,
  dismissed: ReadonlySet<string> = new Set(),
): Understood {
  const tags = new Set<string>();
  let priority: Understood['priority'] = null;
  const words = line.split(/\s+/).filter((word) => {
    if (word === '' || dismissed.has(word)) return word !== '';
    const value = word.startsWith('!') && priorityWords[word.slice(1).toLowerCase()];
    if (value) {
      priority ??= { phrase: word, value };
      return false;
    }
    const tag = /^#([^#]+)$/.exec(word)?.[1];
    if (tag !== undefined) tags.add(tag);
    return tag === undefined;
  });

  const text = words.join(' ');
  const found = findDate(text);
  const due = found === null || dismissed.has(found.phrase) ? null : found;
  const title = due === null ? text : without(text, due.phrase);
  return { title: title === '' ? text : title, tags: [...tags], priority, due };
}

// Removes the phrase and the preposition before it: "pay rent by friday" becomes "pay rent".
function without(text: string, phrase: string): string {
  const at = text.indexOf(phrase);
  const before = text.slice(0, at).replace(/(^|\s)(on|by|at|due|before|until)\s*$/i, '');
  const after = text.slice(at + phrase.length);
  return `${before.trim()} ${after.trim()}`.trim();
}
