import { MailyardError } from '../../error.ts';

/** Milliseconds of `90s`, `30m`, `2h`; a bare number is seconds. */
export function durationOf(option: string, text: string): number {
  const [, number, unit = 's'] = /^(\d{1,6})([smh])?$/.exec(text) ?? [];
  if (number !== undefined) return Number(number) * { s: 1000, m: 60_000, h: 3_600_000 }[unit as 's' | 'm' | 'h'];
  throw new MailyardError('bad-option', `${option} takes a time, not "${text}".`, {
    fix: 'For example 90s, 30m or 2h.',
  });
}
