/** Calendar days of a time zone as spans of real time: 23, 24 or 25 hours long. Worked out once a day and zone. */

import { Temporal } from 'temporal-polyfill';
import { DAY, dateOf } from '../../dates.ts';
import { type Day as CalendarDay, daysFrom } from '../../estate/capacity/calendar.ts';
import type { Weekday } from '../../inventory/model.ts';
import { startOfDay } from '../../time-zones.ts';

export interface Day extends CalendarDay {
  /** Epoch milliseconds; the day ends before `end`. */
  start: number;
  end: number;
}

/** Hours in the time zone, `to` excluded: 8 to 20. */
export interface Hours {
  from: number;
  to: number;
  days: readonly Weekday[];
}

export interface SendingDay extends Day {
  /** Epoch milliseconds; the same where nothing is sent on that day. */
  opens: number;
  closes: number;
}

/** The day of the zone in which that moment lies. Throws RangeError for a zone that there is not. */
export function dayAt(zone: string, at: number): Day {
  const days = daysOf(zone);
  // No zone is further from UTC than 14 hours, so it is the date in UTC or one of its neighbours.
  let number = Math.floor(at / DAY);
  let day = days(number);
  while (at < day.start) day = days(--number);
  while (at >= day.end) day = days(++number);
  return day;
}

/** An hour that the clocks leave out begins when they have been set. */
export function sendingDay(zone: string, hours: Hours, day: Day): SendingDay {
  if (!hours.days.includes(day.weekday)) return { ...day, opens: day.end, closes: day.end };
  return { ...day, opens: momentOf(zone, day, hours.from), closes: momentOf(zone, day, hours.to) };
}

/** By day, as all mailboxes of a zone and most of its domains ask for the same hours. */
const moments = new WeakMap<Day, Map<number, number>>();

function momentOf(zone: string, day: Day, hour: number): number {
  if (hour === 0) return day.start;
  if (hour === 24) return day.end;
  const known = moments.get(day) ?? new Map<number, number>();
  moments.set(day, known);
  const found = known.get(hour) ?? localTime(zone, day.date, hour);
  known.set(hour, found);
  return found;
}

const localTime = (zone: string, date: string, hour: number): number =>
  Temporal.PlainDate.from(date).toPlainDateTime({ hour }).toZonedDateTime(zone).epochMilliseconds;

/** By zone: the days by their number since 1970-01-01. */
const zones = new Map<string, (number: number) => Day>();

function daysOf(zone: string): (number: number) => Day {
  const known = zones.get(zone);
  if (known) return known;
  const days = new Map<number, Day>();
  const day = (number: number): Day => {
    const known = days.get(number);
    if (known) return known;
    const made = dayNumbered(zone, number);
    if (days.size >= REMEMBERED) days.clear();
    days.set(number, made);
    return made;
  };
  zones.set(zone, day);
  return day;
}

/** More than a year, for a search of the next day on which something may be sent. */
const REMEMBERED = 500;

function dayNumbered(zone: string, number: number): Day {
  const [day, next] = daysFrom(dateOf(number * DAY), 2) as [CalendarDay, CalendarDay];
  return { ...day, start: startOfDay(zone, day.date), end: startOfDay(zone, next.date) };
}
