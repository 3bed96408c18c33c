/** A volume that somebody wants to send: `1200/day`, `500M/day`, `36,000/month`. */
import { MailyardError } from '../../error.ts';

/** As in costs: a month has thirty days. */
export const MONTH_DAYS = 30;

const SECONDS = { second: 1, day: 86_400, week: 7 * 86_400, month: MONTH_DAYS * 86_400 };
const FACTORS: Record<string, number> = { '': 1, K: 1e3, M: 1e6, G: 1e9 };
const LARGEST = 1e15;

export interface Target {
  messages: number;
  per: keyof typeof SECONDS;
}

/** Throws `bad-option` with what was not understood. */
export function parseTarget(text: string): Target {
  const [, number = '', factor = '', per = ''] = /^\s*([\d.,_]+)\s*([a-zA-Z]?)\s*\/\s*([a-z]+)\s*$/.exec(text) ?? [];
  // A comma only where thousands end, so that 1,5M is no 15M.
  const plain = /^(\d+|\d{1,3}(,\d{3})+|\d{1,3}(_\d{3})+)(\.\d+)?$/.test(number) ? number.replace(/[,_]/g, '') : '';
  const messages = Number(plain) * (FACTORS[factor.toUpperCase()] ?? Number.NaN);
  if (plain !== '' && messages > 0 && messages <= LARGEST && isPeriod(per)) return { messages, per };
  throw new MailyardError('bad-option', `--target ${text} is no volume.`, {
    fix: 'Write a number, K, M or G where it is large, and second, day, week or month: 1200/day, 36,000/month, 500M/day.',
  });
}

const isPeriod = (per: string): per is Target['per'] => Object.hasOwn(SECONDS, per);

/** On average over day and night, working day and weekend. */
export const perSecond = ({ messages, per }: Target): number => messages / SECONDS[per];

/** On each day that mail is sent, of which a week has so many. A volume by the day is meant for those days; any other has to fit into them. */
export function perSendingDay(target: Target, daysAWeek: number): number {
  if (target.per === 'day') return target.messages;
  return (perSecond(target) * SECONDS.week) / daysAWeek;
}

export const perMonth = (target: Target, daysAWeek: number): number =>
  (perSendingDay(target, daysAWeek) * MONTH_DAYS * daysAWeek) / 7;
