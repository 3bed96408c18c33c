/** Policies and tallies for tests, with only what a test is about written out. */
import type { SendingHours } from '../../../src/estate/sending-hours.ts';
import type { Tallies } from '../../../src/sending/throttle/decide.ts';
import {
  type DayLimit,
  type LimitName,
  type LimitUnit,
  type Policy,
  type RollingLimit,
  tallyKey,
} from '../../../src/sending/throttle/policy.ts';
import { type Tally, tally } from '../../../src/sending/throttle/tally.ts';

export const OFFICE: SendingHours = { from: 8, to: 20, days: ['mon', 'tue', 'wed', 'thu', 'fri'] };
export const ALWAYS: SendingHours = { from: 0, to: 24, days: [...OFFICE.days, 'sat', 'sun'] };

export const perDay = (limit: LimitName, unit: LimitUnit, messages: number, name = `a ${unit}`): DayLimit => ({
  ...{ limit, unit, name, tally: tallyKey(unit, name), messages, hourly: true },
});

export const within = (unit: LimitUnit, messages: number, window: number, name = `a ${unit}`): RollingLimit => ({
  ...{ limit: 'provider limit', unit, name, tally: tallyKey(unit, name), messages, window },
});

export function aPolicy({ days = [], ...parts }: Partial<Policy> & { days?: DayLimit[] } = {}): Policy {
  const policy = {
    sender: 'alex@acme.example',
    zone: 'UTC',
    hours: OFFICE,
    paced: false,
    onDay: () => days,
    rolling: [],
  };
  return { ...policy, ...parts };
}

/** Books of all units that are asked for, in which everything sent is written. */
export function openTallies(): Tallies & { send(policy: Policy, at: number, messages?: number): void } {
  const tallies = new Map<string, Tally>();
  const get = (key: string) => {
    const known = tallies.get(key) ?? tally();
    tallies.set(key, known);
    return known;
  };
  return {
    get,
    send(policy, at, messages = 1) {
      const date = new Date(at).toISOString().slice(0, 10);
      for (const key of new Set([...policy.onDay(date), ...policy.rolling].map(({ tally }) => tally)))
        get(key).add(at, messages);
    },
  };
}
