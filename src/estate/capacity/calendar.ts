/** Days and weeks as dates without a clock. Dates are ISO (`2026-11-25`). */
import { daysAfter } from '../../dates.ts';
import type { Weekday } from '../../inventory/model.ts';

export interface Day {
  date: string;
  weekday: Weekday;
}

/** So many days in a row, the first one included. */
export function daysFrom(first: string, count: number): Day[] {
  return Array.from({ length: count }, (_, index) => dayOf(daysAfter(first, index)));
}

const dayOf = (date: string): Day => ({ date, weekday: WEEKDAYS[new Date(date).getUTCDay()] as Weekday });

const WEEKDAYS: Weekday[] = ['sun', 'mon', 'tue', 'wed', 'thu', 'fri', 'sat'];
