/** Calendar days in time zones (IANA names). Apart from dates.ts, because reading what stands here takes longer than many commands. */
import { Temporal } from 'temporal-polyfill';

/** The calendar day of an instant (epoch milliseconds) in a time zone. */
export const dayIn = (timezone: string, at: number): string =>
  Temporal.Instant.fromEpochMilliseconds(at).toZonedDateTimeISO(timezone).toPlainDate().toString();

/** When a day begins in a time zone, epoch milliseconds: not at midnight where the clock is put forward over it. */
export const startOfDay = (timezone: string, date: string): number =>
  Temporal.PlainDate.from(date).toZonedDateTime(timezone).epochMilliseconds;
