/** What a simulation tells: each domain's days, and what happened and why. Values only. */

export type State = 'waiting' | 'warming' | 'held' | 'resting' | 'warmed';

/** One domain on one day. */
export interface DomainDay {
  /** From 1. */
  day: number;
  /** ISO. */
  date: string;
  segment: string;
  domain: string;
  state: State;
  /** The week of its schedule; 0 before it begins. */
  week: number;
  /** Messages that it might have sent, was granted and that arrived. */
  allowed: number;
  sent: number;
  delivered: number;
  bounced: number;
  complained: number;
}

/** `fault`: what the file of faults did. `decision`: what Mailyard did or would do. `notice`: what people heard. `person`: what they did. */
export interface Happening {
  day: number;
  /** Epoch milliseconds. */
  at: number;
  kind: 'fault' | 'decision' | 'notice' | 'person';
  domain?: string;
  /** A sentence. */
  text: string;
  why?: string;
}

export interface Story {
  /** ISO date of day 1. */
  start: string;
  weeks: number;
  days: DomainDay[];
  happenings: Happening[];
}

/** The days of each domain, in the order in which the estate has them. */
export const byDomain = ({ days }: Story): Map<string, DomainDay[]> => Map.groupBy(days, ({ domain }) => domain);

export interface DayTotal {
  day: number;
  date: string;
  allowed: number;
  sent: number;
  bounced: number;
}

export function dayTotals({ days }: Story): DayTotal[] {
  return Array.from(
    Map.groupBy(days, ({ day }) => day),
    ([day, of]) => ({
      ...{ day, date: of[0]?.date ?? '' },
      allowed: sum(of, ({ allowed }) => allowed),
      sent: sum(of, ({ sent }) => sent),
      bounced: sum(of, ({ bounced }) => bounced),
    }),
  ).sort((a, b) => a.day - b.day);
}

export const sum = <T>(of: readonly T[], number: (each: T) => number): number =>
  of.reduce((total, each) => total + number(each), 0);
