// Finds the first day or time in a line, in English by chrono-node and, for the days people speak
// of, in Arabic. Loaded only when somebody adds a task.

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

// In minutes east of Greenwich.
function offsetOf(timeZone: string, now: Date): number {
  const name = new Intl.DateTimeFormat('en', { timeZone, timeZoneName: 'longOffset' })
    .formatToParts(now)
    .find((part) => part.type === 'timeZoneName')?.value;
  const [, sign, hours, minutes] = /GMT([+-])(\d+):(\d+)/.exec(name ?? '') ?? [];
  return (sign === '-' ? -1 : 1) * (Number(hours ?? 0) * 60 + Number(minutes ?? 0));
}

const arabicDays: [RegExp, number][] = [
  [/(?<!\p{L})بعد غد(?!\p{L})/u, 2],
  [/(?<!\p{L})غد(?:ا|ًا|اً)(?![\p{L}\p{M}])/u, 1],
  [/(?<!\p{L})اليوم(?!\p{L})/u, 0],
];

const arabicWeekdays = ['الأحد', 'الاثنين', 'الثلاثاء', 'الأربعاء', 'الخميس', 'الجمعة', 'السبت'];

function findArabic(text: string, today: string): FoundDate | null {
  for (const [pattern, days] of arabicDays) {
    const phrase = pattern.exec(text)?.[0];
    if (phrase !== undefined) return { phrase, date: addDays(today, days), time: null };
  }
  const weekday = arabicWeekdays.findIndex((name) => text.includes(name));
  if (weekday === -1) return null;
  const ahead = (weekday - new Date(`${today}T12:00:00Z`).getUTCDay() + 7) % 7;
  const phrase = arabicWeekdays[weekday] ?? '';
  return { phrase, date: addDays(today, ahead === 0 ? 7 : ahead), time: null };
}
