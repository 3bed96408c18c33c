/** What goes wrong on order at a twin: a queue of faults, each used up by the calls that it hits. */
import type { Answer } from './request.ts';

export type Fault = FaultTarget &
  (
    | { kind: 'rate-limit'; retryAfter?: number | null; blockSeconds?: number }
    | { kind: 'server-error'; status?: number }
    /** 502 with a page of HTML. */
    | { kind: 'bad-gateway' }
    /** No answer, ever. Nothing is applied. */
    | { kind: 'hang' }
    /** The connection breaks before anything is applied. */
    | { kind: 'connection-lost' }
    /** The connection breaks after the call was carried out. */
    | { kind: 'applied-but-connection-lost' }
    /** This answer, whatever was asked. Nothing is applied. */
    | { kind: 'answer'; answer: Answer }
  );

/** Which calls: all that are given must match. */
export interface FaultTarget {
  method?: string;
  /** Part of the path. */
  path?: string;
  /** Part of the body, for APIs with one path for everything. */
  body?: string;
  /** How many calls it lets through before. Default 0. */
  after?: number;
  /** How many calls it hits. Default 1. */
  times?: number;
}

export interface FaultQueue {
  add(...faults: Fault[]): void;
  clear(): void;
  /** Faults that have not hit yet, or not often enough. */
  readonly pending: readonly Fault[];
}

export interface Faults extends FaultQueue {
  /** The first fault in the queue for this call; it is used up by it. */
  take(call: { method: string; path: string; body: string }): Fault | undefined;
}

export function faultQueue(): Faults {
  let queue: { fault: Fault; wait: number; left: number }[] = [];
  return {
    add(...faults) {
      queue.push(...faults.map(fault => ({ fault, wait: fault.after ?? 0, left: fault.times ?? 1 })));
    },
    clear() {
      queue = [];
    },
    get pending() {
      return queue.map(({ fault }) => fault);
    },
    take(call) {
      for (const entry of queue) {
        if (!hits(entry.fault, call)) continue;
        if (entry.wait > 0) {
          entry.wait -= 1;
          continue;
        }
        entry.left -= 1;
        if (entry.left <= 0) queue = queue.filter(other => other !== entry);
        return entry.fault;
      }
      return undefined;
    },
  };
}

const hits = (target: FaultTarget, call: { method: string; path: string; body: string }): boolean =>
  (target.method === undefined || target.method === call.method) &&
  (target.path === undefined || call.path.includes(target.path)) &&
  (target.body === undefined || call.body.includes(target.body));
