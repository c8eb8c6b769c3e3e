// Calendar dates as the API writes them, `YYYY-MM-DD`: computing with them and formatting them. A
// date is never an instant here; only "today" depends on a clock, in a time zone. Formatters are
// cached: creating one takes far longer than using it, and a list needs one for every row.

export type Day = string;

export function dayIn(timeZone: string, instant: Date = new Date()): Day {
  return partsIn(timeZone, instant).day;
}

export function timeIn(timeZone: string, instant: Date = new Date()): string {
  return partsIn(timeZone, instant).time;
}

export function addDays(day: Day, days: number): Day {
  const date = noonOf(day);
  date.setUTCDate(date.getUTCDate() + days);
  return date.toISOString().slice(0, 10);
}

export function daysBetween(from: Day, to: Day): number {
  return Math.round((noonOf(to).getTime() - noonOf(from).getTime()) / 86_400_000);
}

// "Today", "Tomorrow", a weekday within a week, and otherwise the date, with the year if it is not
// the current one.
export function sayDay(day: Day, today: Day, language: string): string {
  const distance = daysBetween(today, day);
  if (Math.abs(distance) <= 1) {
    const text = relative(language).format(distance, 'day');
    return text.charAt(0).toLocaleUpperCase(language) + text.slice(1);
  }
  if (distance > 1 && distance < 7) return format(day, language, { weekday: 'long' });
  const sameYear = day.slice(0, 4) === today.slice(0, 4);
  return format(day, language, {
    day: 'numeric',
    month: 'short',
    ...(sameYear ? {} : { year: 'numeric' }),
  });
}

export function sayFullDay(day: Day, language: string): string {
  return format(day, language, { weekday: 'long', day: 'numeric', month: 'long' });
}

export function sayDate(day: Day, language: string): string {
  return format(day, language, { dateStyle: 'medium' });
}

export function sayTime(time: string, language: string): string {
  const instant = new Date(`2000-01-01T${time.length === 5 ? `${time}:00` : time}Z`);
  return formatter(language, { timeStyle: 'short', timeZone: 'UTC' }).format(instant);
}

export function sayInstant(instant: string, timeZone: string, language: string): string {
  const style = { dateStyle: 'medium', timeStyle: 'short', timeZone } as const;
  return formatter(language, style).format(new Date(instant));
}

function format(day: Day, language: string, options: Intl.DateTimeFormatOptions): string {
  return formatter(language, { ...options, timeZone: 'UTC' }).format(noonOf(day));
}

function noonOf(day: Day): Date {
  return new Date(`${day}T12:00:00Z`);
}

function partsIn(timeZone: string, instant: Date): { day: Day; time: string } {
  const style = { timeZone, dateStyle: 'short', timeStyle: 'short' } as const;
  const text = formatter('sv-SE', style).format(instant);
  const [day = '', time = ''] = text.split(' ');
  return { day, time };
}

const formatters = new Map<string, Intl.DateTimeFormat>();

function formatter(language: string, options: Intl.DateTimeFormatOptions): Intl.DateTimeFormat {
  const key = language + JSON.stringify(options);
  const kept = formatters.get(key) ?? new Intl.DateTimeFormat(language, options);
  formatters.set(key, kept);
  return kept;
}

const relatives = new Map<string, Intl.RelativeTimeFormat>();

function relative(language: string): Intl.RelativeTimeFormat {
  const kept =
    relatives.get(language) ?? new Intl.RelativeTimeFormat(language, { numeric: 'auto' });
  relatives.set(language, kept);
  return kept;
}
