/** An answer for programs: CONTRACT §3, `throttle --json`. */
import type { Answer } from './answer.ts';
import type { LimitState } from './decide.ts';
import { sentenceOf, windowName } from './words.ts';

export interface ThrottleDocument {
  allowed: boolean;
  /** ISO 8601, UTC. */
  until?: string;
  why: string;
  mailbox: string;
  receiver?: string;
  ip?: string;
  messages: number;
  /** Of the grant: what releases it. */
  key?: string;
  limits: LimitDocument[];
}

export interface LimitDocument {
  limit: string;
  unit: string;
  name: string;
  used: number;
  cap: number;
  /** `day`, `hour`, `any 24 h`. */
  window: string;
  from: string;
  to: string;
}

export function documentOf(answer: Answer): ThrottleDocument {
  const { allowed, until, prepared, way, key, limits } = answer;
  return {
    allowed,
    ...(until !== undefined && { until: new Date(until).toISOString() }),
    why: sentenceOf(answer),
    mailbox: prepared.sender.address,
    ...(prepared.receiver && { receiver: prepared.receiver.name }),
    ...(way.network !== undefined && { ip: way.network }),
    messages: prepared.count,
    ...(key !== undefined && { key }),
    limits: limits.map(limitDocument),
  };
}

function limitDocument(state: LimitState): LimitDocument {
  const { limit, unit, name, used, cap, from, to } = state;
  const [begin, end] = [new Date(from).toISOString(), new Date(to).toISOString()];
  return { limit, unit, name, used, cap, window: windowName(state), from: begin, to: end };
}
