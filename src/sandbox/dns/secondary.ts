/** A server that copies its zones now and then, as secondaries do (RFC 1034 §4.3.5): until then it serves what was there before. */
import type { SandboxClock } from '../clock.ts';
import type { DnsRecord, DnsSource, DnsZone } from './zone.ts';

export interface Secondary {
  source: DnsSource;
  /** Copies now, whatever the clock says. */
  refresh(): void;
}

/** `everyMs`: asked anew after each copy, so that it may be another one each time. */
export function secondaryOf(primary: DnsSource, clock: SandboxClock, everyMs: () => number): Secondary {
  let zones: ReadonlyMap<string, DnsZone> = new Map();
  let next = Number.NEGATIVE_INFINITY;
  const refresh = () => {
    zones = new Map(Array.from(primary(), ([name, zone]) => [name, copied(zone)]));
    next = clock.now() + everyMs();
  };
  return {
    source() {
      if (clock.now() >= next) refresh();
      return zones;
    },
    refresh,
  };
}

const copied = ({ name, nameServers, serial, status, records }: DnsZone): DnsZone => ({
  ...{ name, nameServers: [...nameServers], serial, status },
  records: Array.from(records, (record): DnsRecord => ({ ...record })),
});
