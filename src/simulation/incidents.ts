/** Lets faults begin and end in the world of a simulation, and says so. What only shows when mail is sent or answered is no matter here. */
import type { EstateDomain } from '../estate/estate.ts';
import type { Fault } from './faults.ts';
import { hits, spanOf } from './faults.ts';
import type { Happening } from './story.ts';
import type { World } from './world.ts';

export interface Incidents {
  /** Those that begin or end in (from, to]. */
  between(from: number, to: number): Promise<void>;
}

export interface IncidentsOptions {
  world: World;
  faults: readonly Fault[];
  start: number;
  /** Who takes part. */
  domains(): EstateDomain[];
  tell(happening: Omit<Happening, 'day' | 'at'>): void;
  /** A person hears that a key has leaked. */
  onLeak(domain: string): Promise<void>;
  onRemoved(mailbox: string): void;
}

export function incidents({ world, faults, start, domains, tell, onLeak, onRemoved }: IncidentsOptions): Incidents {
  const hit = (fault: Fault) => domains().filter(({ domain }) => hits(fault, domain));
  const whom = (fault: Fault) => (fault.domain ? { domain: fault.domain } : {});
  const { sandbox } = world;

  async function begin(fault: Fault): Promise<void> {
    tell({ kind: 'fault', ...whom(fault), text: sentence(fault) });
    switch (fault.fault) {
      case 'listing':
        for (const target of targets(fault)) sandbox.blocklists.enter(fault.list ?? '', target);
        return;
      case 'broken-list':
        return sandbox.blocklists.break(fault.list ?? '', fault.kind as 'wildcard' | 'error-code' | 'dead');
      case 'outage':
        if (fault.of === 'cloudflare') sandbox.cloudflare.faults.add({ kind: 'bad-gateway', times: FOREVER });
        return;
      case 'dns':
        return sandbox.dns.faults.add({
          kind: DNS_FAULTS[fault.kind ?? ''] ?? 'servfail',
          ...(fault.domain && !fault.domain.includes('*') && { name: fault.domain }),
        });
      case 'leaked-key':
        for (const { domain } of hit(fault)) await onLeak(domain);
        return;
      case 'clock':
        return world.skew(fault.by ?? 0);
      case 'restart':
        return world.restart();
      case 'mailbox-removed':
        return onRemoved(fault.mailbox ?? '');
      case 'signer':
        return world.breakSigner(fault.kind === 'ignores' ? 'ignores' : 'fails', domain => hits(fault, domain));
      default:
    }
  }

  async function end(fault: Fault): Promise<void> {
    const lasting = fault.hours !== undefined || fault.days !== undefined;
    if (lasting) tell({ kind: 'fault', ...whom(fault), text: `Over: ${sentence(fault)}` });
    switch (fault.fault) {
      case 'listing':
        for (const target of targets(fault)) sandbox.blocklists.remove(fault.list ?? '', target);
        return;
      case 'broken-list':
        return sandbox.blocklists.break(fault.list ?? '');
      case 'outage':
        if (fault.of === 'cloudflare') sandbox.cloudflare.faults.clear();
        return;
      case 'dns':
        return sandbox.dns.faults.clear();
      case 'clock':
        return lasting ? world.skew(0) : undefined;
      case 'signer':
        return world.breakSigner();
      default:
    }
  }

  const targets = (fault: Fault): string[] => (fault.target ? [fault.target] : hit(fault).map(({ domain }) => domain));

  return {
    async between(from, to) {
      for (const fault of faults) {
        const [begins, ends] = spanOf(fault, start);
        if (from < begins && begins <= to) await begin(fault);
        if (from < ends && ends <= to) await end(fault);
      }
    },
  };
}

const FOREVER = Number.MAX_SAFE_INTEGER;

const DNS_FAULTS: Record<string, 'drop' | 'servfail' | 'refused'> = {
  timeout: 'drop',
  servfail: 'servfail',
  refused: 'refused',
};

function sentence({
  fault,
  list,
  rate = 0,
  class: of = 'recipient',
  of: whose,
  kind,
  by = 0,
  mailbox,
  target,
}: Fault): string {
  const share = `${Math.round(rate * 1000) / 10} %`;
  const sentences: Record<Fault['fault'], string> = {
    listing: `${target ?? 'the domain'} is put on the blocklist ${list}`,
    'broken-list': `the blocklist ${list} is broken (${kind})`,
    bounces: `${share} of its messages bounce (${of})`,
    complaints: `${share} of its recipients complain`,
    silence: 'nobody tells of complaints',
    quiet: `only ${share} of what is allowed is sent`,
    outage: `${whose === 'cloudflare' ? "Cloudflare's API" : whose === 'feedback' ? 'the feed of bounces' : "the receivers' servers"} cannot be reached`,
    dns: `DNS servers fail (${kind})`,
    signer: `the signer ${kind === 'ignores' ? 'takes keys and does nothing' : 'refuses keys'}`,
    'leaked-key': 'its DKIM key has leaked',
    clock: `the clock jumps by ${by} s`,
    restart: 'the process ends and is started again',
    'mailbox-removed': `${mailbox} is taken out of the inventory`,
  };
  return sentences[fault];
}
