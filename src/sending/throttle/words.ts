/** An answer in words: one sentence that says whether, when and why. Times are those of the domain's time zone. Pure. */
import { HOUR } from '../../dates.ts';
import type { Answer } from './answer.ts';
import { type LimitState, mostAtOnce, type Obstacle } from './decide.ts';
import type { Policy } from './policy.ts';

export function sentenceOf(answer: Answer): string {
  const { prepared, allowed, until, way, at } = answer;
  const { sender, count } = prepared;
  const what = count === 1 ? '' : ` ${count} messages`;
  if (allowed) return `${sender.address} may send${what} now.`;
  const reason = reasonOf(answer);
  if (until === undefined) return `${sender.address} may not send${what}: ${reason}`;
  return `${sender.address} may send${what} ${fromWhen(until, at, way.policy.zone)}: ${reason}`;
}

export function reasonOf({ closed, because, until, way, at, prepared: { count } }: Answer): string {
  if (closed.length > 0) return closed.join(' ');
  if (because === undefined) return '';
  const most = mostAtOnce(way.policy, at);
  return until === undefined && most > 0 && most < count
    ? `at most ${most} at once ever pass.`
    : obstacleText(because, way.policy);
}

function obstacleText(obstacle: Obstacle, { hours, zone }: Policy): string {
  switch (obstacle.kind) {
    case 'hours':
      return `its sending hours are ${hours.from}:00 to ${hours.to}:00 (${zone}).`;
    case 'days':
      return `it sends on ${hours.days.join(', ')}.`;
    case 'pace':
      return 'within an hour each of its messages has a moment of its own.';
    case 'limit':
      return limitText(obstacle.limit, zone);
  }
}

function limitText(state: LimitState, zone: string): string {
  const { limit, name, used, cap } = state;
  if (limit === 'warm-up start') return `the warm-up of ${name} has not begun ${windowPhrase(state, zone)}.`;
  if (cap === 0) return `the ${limit} of ${name} lets nothing leave ${windowPhrase(state, zone)}.`;
  return `${used} of ${cap} ${windowPhrase(state, zone)} are used by the ${limit} of ${name}.`;
}

function windowPhrase(state: LimitState, zone: string): string {
  switch (state.window) {
    case 'day':
      return `on ${dayText(state.from, zone)}`;
    case 'hour':
      return `from ${clockText(state.from, zone)} to ${clockText(state.to, zone)}`;
    case 'rolling':
      return `in any ${spanText(state.to - state.from)}`;
  }
}

/** `day`, `hour`, `2 h 24 min`, `any 24 h`: what a limit counts in. */
export function windowName({ window, from, to }: LimitState): string {
  if (window === 'rolling') return `any ${spanText(to - from)}`;
  return window === 'hour' && to - from !== HOUR ? spanText(to - from) : window;
}

export function spanText(milliseconds: number): string {
  const seconds = Math.round(milliseconds / 1000);
  const [hours, minutes, rest] = [Math.floor(seconds / 3600), Math.floor((seconds % 3600) / 60), seconds % 60];
  const parts = [hours && `${hours} h`, minutes && `${minutes} min`, rest && `${rest} s`].filter(Boolean);
  return parts.join(' ') || '0 s';
}

function fromWhen(until: number, at: number, zone: string): string {
  const sameDay = dayText(until, zone) === dayText(at, zone);
  return `from ${sameDay ? clockText(until, zone) : `${dayText(until, zone)} ${clockText(until, zone)}`} (${zone})`;
}

const dayText = (at: number, timeZone: string): string =>
  formatted(at, { timeZone, weekday: 'short', day: 'numeric', month: 'short', year: 'numeric' }).replace(',', '');

/** Seconds where there are any: rounded down, a time would not be allowed yet. */
export const clockText = (at: number, timeZone: string): string => {
  const up = Math.ceil(at / 1000) * 1000;
  const second = up % 60_000 === 0 ? undefined : '2-digit';
  return formatted(up, { timeZone, hour: '2-digit', minute: '2-digit', ...(second && { second }), hourCycle: 'h23' });
};

const formatted = (at: number, options: Intl.DateTimeFormatOptions): string =>
  new Intl.DateTimeFormat('en-GB', options).format(at);
