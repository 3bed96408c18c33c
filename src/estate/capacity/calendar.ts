/** Days and weeks as dates without a clock. Dates are ISO (`2026-11-25`). */
import type { Weekday } from '../../inventory/model.ts';

const DAY = 86_400_000;

export interface Day {
  date: string;
  weekday: Weekday;
}

/** So many days in a row, the first one included. */
export function daysFrom(first: string, count: number): Day[] {
  return Array.from({ length: count }, (_, index) => dayOf(new Date(Date.parse(first) + index * DAY)));
}

const dayOf = (date: Date): Day => ({
  date: date.toISOString().slice(0, 10),
  weekday: WEEKDAYS[date.getUTCDay()] as Weekday,
});

const WEEKDAYS: Weekday[] = ['sun', 'mon', 'tue', 'wed', 'thu', 'fri', 'sat'];

/** The week of a warm-up on a day, from 1; 0 before it begins. */
export function weekOf(start: string, date: string): number {
  return Math.max(0, Math.floor((Date.parse(date) - Date.parse(start)) / (7 * DAY)) + 1);
}
