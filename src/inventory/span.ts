/** Spans of time as templates write them: `1s`, `30min`, `24h`. */

const UNITS: Record<string, number> = { s: 1000, min: 60_000, h: 3_600_000 };

/** Milliseconds; undefined for what is no span, or longer than a day. */
export function spanOf(text: string): number | undefined {
  const [, count, unit = ''] = /^([1-9]\d*)(s|min|h)$/.exec(text) ?? [];
  const span = Number(count) * (UNITS[unit] ?? Number.NaN);
  return span <= 24 * 3_600_000 ? span : undefined;
}
