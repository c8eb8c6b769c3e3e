// Errors of requests, and the messages users see for them.

import type { components } from './api/schema';
import { isTextKey, translation, type Values } from './i18n';

type Problem = components['schemas']['Problem'];
export type FieldError = components['schemas']['FieldError'];

// The server answered with an error.
export class ApiError extends Error {
  readonly status: number;
  readonly code: string;
  readonly fields: FieldError[];
  readonly problem: Partial<Problem>;
  // In seconds, if the server sent `Retry-After`.
  readonly retryAfter: number | null;

  constructor(status: number, problem: Partial<Problem>, retryAfter: number | null) {
    super(problem.detail ?? problem.title ?? `status ${status}`);
    this.name = 'ApiError';
    this.status = status;
    this.code = problem.code ?? 'unknown';
    this.fields = problem.errors ?? [];
    this.problem = problem;
    this.retryAfter = retryAfter;
  }
}

// The server did not answer.
export class NetworkError extends Error {
  constructor(cause: unknown) {
    super('the server cannot be reached', { cause });
    this.name = 'NetworkError';
  }
}

export async function errorOf(response: Response): Promise<ApiError> {
  const isProblem = response.headers.get('content-type')?.includes('json') ?? false;
  const problem = isProblem ? ((await response.json().catch(() => ({}))) as Partial<Problem>) : {};
  return new ApiError(response.status, problem, secondsUntilRetry(response));
}

// `Retry-After` is a number of seconds or a date (RFC 9110 §10.2.3).
export function secondsUntilRetry(response: Response): number | null {
  const header = response.headers.get('retry-after');
  if (header === null) return null;
  const seconds = /^\d+$/.test(header) ? Number(header) : (Date.parse(header) - Date.now()) / 1000;
  return Number.isFinite(seconds) ? Math.max(1, Math.ceil(seconds)) : null;
}

// Whether retrying the same request may soon succeed.
export function isPassing(error: unknown): boolean {
  if (error instanceof NetworkError) return true;
  return error instanceof ApiError && (error.status === 429 || error.status >= 502);
}

export function isCode(error: unknown, code: string): boolean {
  return error instanceof ApiError && error.code === code;
}

export function messageOf(error: unknown): string {
  const { t } = translation();
  if (error instanceof NetworkError) return t('errors.network');
  if (!(error instanceof ApiError)) return t('errors.broken');
  if (error.status === 429 && error.retryAfter !== null) {
    return t('errors.wait', { time: duration(error.retryAfter) });
  }
  const [field] = error.fields;
  if (field !== undefined) return sentenceOf(field);
  const own = `errors.${error.code}`;
  if (isTextKey(own)) return t(own);
  if (error.status >= 500) return t('errors.unexpected');
  return t('errors.refused', { detail: error.message });
}

// The message for the field at a JSON Pointer such as `/tags`, including errors of its parts, such
// as `/tags/0`.
export function fieldMessage(error: unknown, pointer: string): string | undefined {
  if (!(error instanceof ApiError)) return undefined;
  const field = error.fields.find(
    (one) => one.pointer === pointer || one.pointer?.startsWith(`${pointer}/`),
  );
  return field && sentenceOf(field);
}

function sentenceOf({ code, detail, params }: FieldError): string {
  const { t } = translation();
  const own = `fields.${code}`;
  return isTextKey(own) ? t(own, numbersOf(params)) : t('fields.other', { detail });
}

function numbersOf(params: FieldError['params']): Values {
  const numbers: Values = {};
  for (const [name, value] of Object.entries(params)) {
    if (typeof value === 'number') numbers[name] = value;
  }
  return numbers;
}

// The message for the top of a form: any error that no field at one of these pointers shows.
export function formMessage(error: unknown, pointers: string[]): string | undefined {
  if (error === null || error === undefined) return undefined;
  const shown = pointers.some((pointer) => fieldMessage(error, pointer) !== undefined);
  return shown ? undefined : messageOf(error);
}

function duration(seconds: number): string {
  const [value, unit] = seconds < 90 ? [seconds, 'second'] : [Math.ceil(seconds / 60), 'minute'];
  const { language } = translation();
  return new Intl.NumberFormat(language, { style: 'unit', unit, unitDisplay: 'long' }).format(
    value,
  );
}
