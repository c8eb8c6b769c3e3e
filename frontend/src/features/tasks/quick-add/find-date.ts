// Finds the first date or time in a line: in English with chrono-node, and everyday words for days
// in Arabic. Loaded when the user starts adding a task.

import { casual } from 'chrono-node/en';
import { addDays, dayIn } from '@/lib/calendar';
import type { FoundDate } from './parse';

export function findDate(text: string, timeZone: string, now = new Date()): FoundDate | null {
  return findEnglish(text, timeZone, now) ?? findArabic(text, dayIn(timeZone, now));
}

function findEnglish(text: string, timeZone: string, now: Date): FoundDate | null {
  const reference = { instant: now, timezone: offsetOf(timeZone, now) };
  const found = casual.parse(text, reference, { forwardDate: true })[0];
  if (found === undefined) return null;
  const part = (name: 'year' | 'month' | 'day' | 'hour' | 'minute') =>
    String(found.start.get(name) ?? 0).padStart(2, '0');
  const hasTime = found.start.isCertain('hour');
  return {
    phrase: found.text,
    date: `${part('year')}-${part('month')}-${part('day')}`,
    time: hasTime ? `${part('hour')}:${part('minute')}` : null,
  };
}

// In minutes east of UTC.
function offsetOf(timeZone: string, now: Date): number {
  const name = new Intl.DateTimeFormat('en', { timeZone, timeZoneName: 'longOffset' })
    .formatToParts(now)
    .find((part) => part.type === 'timeZoneName')?.value;
  const [, sign, hours, minutes] = /GMT([+-])(\d+):(\d+)/.exec(name ?? '') ?? [];
  return (sign === '-' ? -1 : 1) * (Number(hours ?? 0) * 60 + Number(minutes ?? 0));
}

const word = (text: string) => new RegExp(`(?<!\\p{L})${text}(?![\\p{L}\\p{M}])`, 'u');

const arabicDays: [RegExp, number][] = [
  [word('بعد غد'), 2],
  [word('غد(?:ا|ًا|اً)'), 1],
  [word('اليوم'), 0],
];

const arabicWeekdays = [
  'الأحد',
  'الاثنين',
  'الثلاثاء',
  'الأربعاء',
  'الخميس',
  'الجمعة',
  'السبت',
].map(word);

function findArabic(text: string, today: string): FoundDate | null {
  for (const [day, days] of arabicDays) {
    const phrase = day.exec(text)?.[0];
    if (phrase !== undefined) return { phrase, date: addDays(today, days), time: null };
  }
  const now = new Date(`${today}T12:00:00Z`).getUTCDay();
  for (const [weekday, name] of arabicWeekdays.entries()) {
    const phrase = name.exec(text)?.[0];
    const days = (weekday - now + 7) % 7;
    if (phrase !== undefined) return { phrase, date: addDays(today, days || 7), time: null };
  }
  return null;
}
