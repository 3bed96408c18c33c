/** What goes wrong at the DNS server on order. */
export interface DnsFault {
  kind: 'drop' | 'servfail' | 'refused' | 'delay';
  /** Only queries for this name; any case. */
  name?: string;
  /** Only queries for this type, as `TXT`. */
  type?: string;
  transport?: 'udp' | 'tcp';
  /** Real milliseconds, for `delay`. */
  delayMs?: number;
  /** How many queries it hits; default: all until `clear`. */
  times?: number;
}

export interface DnsQuery {
  name: string;
  type: string;
  transport: 'udp' | 'tcp';
}

export interface DnsFaults {
  add(...faults: DnsFault[]): void;
  clear(): void;
  /** The first fault for the query; it counts as a hit. */
  take(query: DnsQuery): DnsFault | undefined;
}

export function dnsFaults(): DnsFaults {
  let queue: { fault: DnsFault; left: number }[] = [];
  return {
    add(...faults) {
      for (const fault of faults) queue.push({ fault, left: fault.times ?? Number.POSITIVE_INFINITY });
    },
    clear() {
      queue = [];
    },
    take(query) {
      const entry = queue.find(({ fault }) => hits(fault, query));
      if (!entry) return undefined;
      entry.left -= 1;
      if (entry.left <= 0) queue = queue.filter(other => other !== entry);
      return entry.fault;
    },
  };
}

function hits({ name, type, transport }: DnsFault, query: DnsQuery): boolean {
  return (
    (name === undefined || name.toLowerCase() === query.name.toLowerCase()) &&
    (type === undefined || type === query.type) &&
    (transport === undefined || transport === query.transport)
  );
}
