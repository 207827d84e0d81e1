/**
 * Two kinds of time that must never be mixed: an instant (UTC, when something happened) and a business date (the
 * accounting day, opened and closed by a supervisor). Both are text in fixed forms, so that they sort, hash and travel as they are.
 */
import { Temporal } from 'temporal-polyfill';
import { refuse, ok } from './result.ts';
import type { Result } from './result.ts';

declare const instantBrand: unique symbol;
declare const dateBrand: unique symbol;

/** `2026-11-19T21:31:06.000Z`: UTC, always milliseconds. */
export type Instant = string & { readonly [instantBrand]: true };
/** `2026-11-19` */
export type BusinessDate = string & { readonly [dateBrand]: true };

const INSTANT = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}\.\d{3}Z$/;
const DATE = /^\d{4}-\d{2}-\d{2}$/;

export const isInstant = (text: string): text is Instant =>
  INSTANT.test(text) && !Number.isNaN(Date.parse(text));

export const isDate = (text: string): text is BusinessDate => {
  if (!DATE.test(text)) return false;
  try {
    return Temporal.PlainDate.from(text).toString() === text;
  } catch {
    return false;
  }
};

/** @param epochMs milliseconds since 1970-01-01T00:00Z, from the host's clock */
export const instantFromMs = (epochMs: number): Instant => new Date(epochMs).toISOString() as Instant;
export const instantToMs = (instant: Instant): number => Date.parse(instant);

export function parseInstant(text: string, field: string): Result<Instant> {
  return isInstant(text) ? ok(text) : refuse('NOT_AN_INSTANT', { field, value: text });
}

export function parseDate(text: string, field: string): Result<BusinessDate> {
  return isDate(text) ? ok(text) : refuse('NOT_A_DATE', { field, value: text });
}

/** The calendar date of an instant in the office's IANA time zone. */
export function dateOf(instant: Instant, timeZone: string): BusinessDate {
  return Temporal.Instant.from(instant).toZonedDateTimeISO(timeZone).toPlainDate().toString() as BusinessDate;
}

export const addDays = (date: BusinessDate, days: number): BusinessDate =>
  Temporal.PlainDate.from(date).add({ days }).toString() as BusinessDate;

/** Whole days from `from` to `to`; negative when `to` is earlier. */
export const daysBetween = (from: BusinessDate, to: BusinessDate): number =>
  Temporal.PlainDate.from(from).until(Temporal.PlainDate.from(to), { largestUnit: 'day' }).days;

const MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'] as const;
const MESES = ['ene', 'feb', 'mar', 'abr', 'may', 'jun', 'jul', 'ago', 'sep', 'oct', 'nov', 'dic'] as const;
const WEEKDAYS = ['Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat', 'Sun'] as const;

/** What a customer reads may be English or Spanish; what the operator reads is English. */
export type Language = 'en' | 'es';

/** `Nov 19, 2026`, or `19 nov 2026` in Spanish. */
export function formatDate(date: BusinessDate, language: Language = 'en'): string {
  const { year, month, day } = Temporal.PlainDate.from(date);
  return language === 'es'
    ? `${String(day)} ${MESES[month - 1] ?? ''} ${String(year)}`
    : `${MONTHS[month - 1] ?? ''} ${String(day)}, ${String(year)}`;
}

/** `Nov 19` */
export function formatDayMonth(date: BusinessDate, language: Language = 'en'): string {
  const { month, day } = Temporal.PlainDate.from(date);
  return language === 'es'
    ? `${String(day)} ${MESES[month - 1] ?? ''}`
    : `${MONTHS[month - 1] ?? ''} ${String(day)}`;
}

/** `Thu Nov 19, 2026`: a business date always carries its weekday. */
export function formatBusinessDate(date: BusinessDate): string {
  return `${WEEKDAYS[Temporal.PlainDate.from(date).dayOfWeek - 1] ?? ''} ${formatDate(date)}`;
}

/** `2:31 PM`, or `2:31:06 PM` with seconds, in the office's time zone. */
export function formatTime(instant: Instant, timeZone: string, seconds = false): string {
  const at = Temporal.Instant.from(instant).toZonedDateTimeISO(timeZone);
  const two = (n: number): string => String(n).padStart(2, '0');
  const hour = at.hour % 12 === 0 ? 12 : at.hour % 12;
  return `${String(hour)}:${two(at.minute)}${seconds ? `:${two(at.second)}` : ''} ${at.hour < 12 ? 'AM' : 'PM'}`;
}

export const hourOf = (instant: Instant, timeZone: string): number =>
  Temporal.Instant.from(instant).toZonedDateTimeISO(timeZone).hour;

export const isTimeZone = (name: string): boolean => {
  try {
    Temporal.Instant.fromEpochMilliseconds(0).toZonedDateTimeISO(name);
    return true;
  } catch {
    return false;
  }
};
