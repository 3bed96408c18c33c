/** Days as ISO dates (`2026-11-25`), without a clock. */
import { Temporal } from 'temporal-polyfill';

const DAY = 86_400_000;

export function daysAfter(date: string, days: number): string {
  return new Date(Date.parse(date) + days * DAY).toISOString().slice(0, 10);
}

/** Whole days from one date to another, which may have a time. */
export const daysBetween = (from: string, to: string): number => Math.floor((Date.parse(to) - Date.parse(from)) / DAY);

/** The calendar day of an instant (epoch milliseconds) in a time zone (IANA name). */
export const dayIn = (timezone: string, at: number): string =>
  Temporal.Instant.fromEpochMilliseconds(at).toZonedDateTimeISO(timezone).toPlainDate().toString();

/** When a day begins in a time zone, epoch milliseconds: not at midnight where the clock is put forward over it. */
export const startOfDay = (timezone: string, date: string): number =>
  Temporal.PlainDate.from(date).toZonedDateTime(timezone).epochMilliseconds;
