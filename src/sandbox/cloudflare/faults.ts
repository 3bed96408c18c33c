/** What goes wrong on order: the queue of faults. */
import type { TwinRecord } from './model.ts';

/** Which calls: all that are given must match. */
export interface FaultTarget {
  method?: string;
  /** Part of the path. */
  path?: string;
  /** Name of the token. */
  token?: string;
  /** How many calls it hits: default 1, but a `refuse-record` stays until `clear`. */
  times?: number;
}

export type CallFault =
  /** 429 / 971, and the same for all calls of the token for `blockSeconds` (default 300). `retryAfter: null` leaves the header out. */
  | { kind: 'rate-limit'; blockSeconds?: number; retryAfter?: number | null }
  /** 500 (or `status`) with a JSON body. */
  | { kind: 'server-error'; status?: number }
  /** 502 with a page of HTML. */
  | { kind: 'bad-gateway' }
  /** No answer, ever. Nothing is applied. */
  | { kind: 'hang' }
  /** The connection breaks before anything is applied. */
  | { kind: 'connection-lost' }
  /** The connection breaks after the call was carried out. */
  | { kind: 'applied-but-connection-lost' }
  /** HTTP 200 with `success: false`. Nothing is applied. */
  | { kind: 'success-false'; code?: number; message?: string };

/** One record is refused, in a batch or alone. Name and type must be equal; the comment must contain the given text. */
export interface RecordFault {
  kind: 'refuse-record';
  record: { name?: string; type?: string; comment?: string };
  code?: number;
  message?: string;
  /** Whether a batch says which operation it was: `errors[0].source.pointer`. */
  pointer?: boolean;
}

export type Fault = FaultTarget & (CallFault | RecordFault);

/** Faults also come as JSON, where no type checks them. */
const kinds: ReadonlySet<Fault['kind']> = new Set([
  'rate-limit',
  'server-error',
  'bad-gateway',
  'hang',
  'connection-lost',
  'applied-but-connection-lost',
  'success-false',
  'refuse-record',
]);

export interface FaultCall {
  method: string;
  path: string;
  token: string;
}

export interface FaultQueue {
  add(...faults: Fault[]): void;
  clear(): void;
  /** Faults that have not hit yet, or not often enough. */
  readonly pending: readonly Fault[];
}

export interface Faults extends FaultQueue {
  /** The first fault in the queue for this call; it is used up by it. */
  forCall(call: FaultCall): CallFault | undefined;
  forRecord(call: FaultCall, record: TwinRecord): RecordFault | undefined;
}

export function faultQueue(): Faults {
  let queue: { fault: Fault; left: number }[] = [];

  function take(wanted: (fault: Fault) => boolean): Fault | undefined {
    const entry = queue.find(({ fault }) => wanted(fault));
    if (!entry) return undefined;
    entry.left -= 1;
    if (entry.left <= 0) queue = queue.filter(other => other !== entry);
    return entry.fault;
  }

  return {
    add(...faults) {
      for (const fault of faults) {
        if (!kinds.has(fault.kind)) throw new Error(`no fault ${fault.kind}; there are ${[...kinds].join(', ')}`);
        queue.push({ fault, left: fault.times ?? (fault.kind === 'refuse-record' ? Number.POSITIVE_INFINITY : 1) });
      }
    },
    clear() {
      queue = [];
    },
    get pending() {
      return queue.map(({ fault }) => fault);
    },
    forCall: call => take(fault => fault.kind !== 'refuse-record' && hits(fault, call)) as CallFault | undefined,
    forRecord: (call, record) =>
      take(fault => fault.kind === 'refuse-record' && hits(fault, call) && means(fault, record)) as
        | RecordFault
        | undefined,
  };
}

function hits({ method, path, token }: FaultTarget, call: FaultCall): boolean {
  return (
    (method === undefined || method === call.method) &&
    (path === undefined || call.path.includes(path)) &&
    (token === undefined || token === call.token)
  );
}

function means({ record: { name, type, comment } }: RecordFault, record: TwinRecord): boolean {
  return (
    (name === undefined || name === record.name) &&
    (type === undefined || type === record.type) &&
    (comment === undefined || (record.comment ?? '').includes(comment))
  );
}
