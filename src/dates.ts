/** Days as ISO dates (`2026-11-25`), without a clock. */
/** Milliseconds. */
export const HOUR = 3_600_000;
export const DAY = 24 * HOUR;

export function daysAfter(date: string, days: number): string {
  return new Date(Date.parse(date) + days * DAY).toISOString().slice(0, 10);
}

/** Whole days from one date to another, which may have a time. */
export const daysBetween = (from: string, to: string): number => Math.floor((Date.parse(to) - Date.parse(from)) / DAY);

/** The UTC date of an instant (epoch milliseconds). */
export const dateOf = (at: number): string => new Date(at).toISOString().slice(0, 10);

/** The same with hours and minutes, for people: `2026-11-25 08:30`. */
export const minuteOf = (at: number): string => new Date(at).toISOString().slice(0, 16).replace('T', ' ');

const INSTANT = /^(\d{4}-\d{2}-\d{2})[T ](\d{2}:\d{2}(?::\d{2}(?:\.\d+)?)?) ?(Z|UTC|[+-]\d{2}:?\d{2})?$/i;

/** Epoch milliseconds of an ISO 8601 date with a time; without an offset it is UTC. Undefined: it is none. */
export function parseInstant(text: string): number | undefined {
  const [, date = '', time, zone = 'Z'] = INSTANT.exec(text) ?? [];
  const offset = /^(z|utc)$/i.test(zone) ? 'Z' : zone.replace(/^([+-]\d{2}):?/, '$1:');
  const at = Date.parse(`${date}T${time}${offset}`);
  // Date.parse makes 2 March of 30 February.
  return Number.isNaN(at) || (date.slice(8) > '28' && daysAfter(date, 0) !== date) ? undefined : at;
}
