/** A second DNS server of every zone, which can lag behind the first. */
import type { SandboxClock } from '../sandbox/clock.ts';
import { secondaryOf } from '../sandbox/dns/secondary.ts';
import { startDnsTwin } from '../sandbox/dns/twin.ts';
import type { DnsZone } from '../sandbox/dns/zone.ts';
import type { Sandbox } from '../sandbox/start.ts';

export async function startSecond({ cloudflare: { zones, above } }: Sandbox, clock: SandboxClock) {
  const primary = () => new Map<string, DnsZone>([...above, ...zones]);
  const copy = secondaryOf(primary, clock, () => Number.POSITIVE_INFINITY);
  let lagging = false;
  const dns = await startDnsTwin({ source: () => (lagging ? copy.source() : primary()) });
  return {
    place: `${dns.host}:${dns.port}`,
    lag(lags: boolean) {
      if (lags && !lagging) copy.refresh();
      lagging = lags;
    },
    close: () => dns.close(),
  };
}
