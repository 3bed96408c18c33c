/** Days as ISO dates (`2026-11-25`), without a clock. */

const DAY = 86_400_000;

export function daysAfter(date: string, days: number): string {
  return new Date(Date.parse(date) + days * DAY).toISOString().slice(0, 10);
}

/** Whole days from one date to another, which may have a time. */
export const daysBetween = (from: string, to: string): number => Math.floor((Date.parse(to) - Date.parse(from)) / DAY);
