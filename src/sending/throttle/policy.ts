/** What limits one sender: day by day, and in windows that roll. A value; what is worked out of it for a day is kept beside it. */
import { dayAt, type Hours, type SendingDay, sendingDay } from './days.ts';
import { type Part, partsOf, seedOf } from './parts.ts';

export type LimitUnit = 'mailbox' | 'domain' | 'ip' | 'receiver';

/** `receiver limit`: what a receiver takes from one address. The others as `mailyard capacity` names them. */
export type LimitName =
  | 'mailbox limit'
  | 'mailbox schedule'
  | 'domain limit'
  | 'domain schedule'
  | 'target'
  | 'ip schedule'
  | 'provider limit'
  | 'receiver limit'
  | 'warm-up start';

interface Limited {
  limit: LimitName;
  unit: LimitUnit;
  /** `alex@acme.example`, `acme.example`, `192.0.2.1`, `gmail from 192.0.2.1`. */
  name: string;
  /** Whose grants count, as `tallyKey` writes it. */
  tally: string;
  messages: number;
}

export const tallyKey = (unit: LimitUnit, name: string): string => `${unit} ${name}`;

/** Messages on a calendar day in the domain's time zone. */
export interface DayLimit extends Limited {
  /** Whether the day is cut in hours as well. */
  hourly: boolean;
}

/** Messages in any span of that length, wherever it begins. */
export interface RollingLimit extends Limited {
  /** Milliseconds. */
  window: number;
}

export interface Policy {
  /** The address that sends. */
  sender: string;
  zone: string;
  hours: Hours;
  /** Its messages leave at moments of their own within their hour, and not as soon as somebody asks. */
  paced: boolean;
  /** The lowest of each unit on that date. Asked once for a date. */
  onDay(date: string): DayLimit[];
  rolling: RollingLimit[];
}

/** A day of a policy, worked out. */
export interface DayPlan {
  day: SendingDay;
  /** Of the mailbox on this day. */
  seed: number;
  limits: PlannedLimit[];
}

export interface PlannedLimit extends DayLimit {
  /** Empty where the day is not cut. */
  parts: Part[];
  paced: boolean;
}

const plans = new WeakMap<Policy, Map<number, DayPlan>>();

/** The plan of the day in which that moment lies. */
export function planAt(policy: Policy, at: number): DayPlan {
  const own = plans.get(policy) ?? new Map<number, DayPlan>();
  if (own.size === 0) plans.set(policy, own);
  const day = dayAt(policy.zone, at);
  const known = own.get(day.start);
  if (known) return known;
  const plan = planOf(policy, sendingDay(policy.zone, policy.hours, day));
  if (own.size >= REMEMBERED) own.clear();
  own.set(day.start, plan);
  return plan;
}

const REMEMBERED = 500;

function planOf(policy: Policy, day: SendingDay): DayPlan {
  const limits = policy.onDay(day.date).map((limit): PlannedLimit => {
    let parts: Part[] | undefined;
    return {
      ...limit,
      // Most days are only asked whether there is room on them at all: a search may go through a year of them.
      get parts() {
        // Units of their own begin at hours of their own with what a division leaves over.
        parts ??= limit.hourly
          ? partsOf(limit.messages, day.opens, day.closes, seedOf(`${limit.name} ${day.date}`))
          : [];
        return parts;
      },
      paced: policy.paced && limit.unit === 'mailbox',
    };
  });
  return { day, seed: seedOf(`${policy.sender} ${day.date}`), limits };
}
