/** Lets faults begin and end in the world of a simulation, and says so. What only shows when mail is sent or answered is no matter here. */
import type { EstateDomain } from '../estate/estate.ts';
import type { DnsFault } from '../sandbox/dns/faults.ts';
import { sentenceOf } from './fault-words.ts';
import { type Fault, hits, inForce, spanOf } from './faults.ts';
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
  onRotation(domain: string): Promise<void>;
  onHeld(domain: string): Promise<void>;
  /** A hold of a person's is over. */
  onResumed(domain: string): Promise<void>;
  onRemoved(mailbox: string): void;
  /** The process ends, and another one begins. */
  onRestart(): Promise<void>;
  /** It ends in the middle of what it does next. */
  onKilled(fault: Fault): void;
}

export function incidents(options: IncidentsOptions): Incidents {
  const { world, faults, start, domains, tell } = options;
  const hit = (fault: Fault) => domains().filter(({ domain }) => hits(fault, domain));
  const whom = (fault: Fault) => (fault.domain ? { domain: fault.domain } : {});
  const targets = (fault: Fault): string[] => (fault.target ? [fault.target] : hit(fault).map(({ domain }) => domain));
  const listed = new Set<string>();

  /** What happens at one moment. */
  async function happen(fault: Fault): Promise<void> {
    const each = async (act: (domain: string) => Promise<void>) => {
      for (const { domain } of hit(fault)) await act(domain);
    };
    switch (fault.fault) {
      case 'leaked-key':
        return each(options.onLeak);
      case 'rotation':
        return each(options.onRotation);
      case 'held':
        return each(options.onHeld);
      case 'restart':
        return options.onRestart();
      case 'killed':
        return options.onKilled(fault);
      case 'mailbox-removed':
        return options.onRemoved(fault.mailbox ?? '');
      default:
    }
  }

  /** All that lasts, as it is now: several of one kind may overlap, and the end of one is not the end of the others. */
  function settle(now: number): void {
    const of = (name: Fault['fault']) => inForce(faults, name, start, now);
    settleListings(of('listing'));
    const { sandbox } = world;
    for (const list of new Set(faults.flatMap(({ fault, list }) => (fault === 'broken-list' && list) || []))) {
      const broken = of('broken-list').findLast(each => each.list === list);
      sandbox.blocklists.break(list, broken?.kind as 'wildcard' | 'error-code' | 'dead' | undefined);
    }
    sandbox.cloudflare.faults.clear();
    const away = of('outage').filter(fault => fault.of === 'cloudflare');
    for (const { kind } of away.slice(0, 1))
      sandbox.cloudflare.faults.add({
        kind: kind === 'answer-lost' ? 'applied-but-connection-lost' : 'bad-gateway',
        times: Number.MAX_SAFE_INTEGER,
      });
    sandbox.dns.faults.clear();
    const dns = of('dns');
    sandbox.dns.faults.add(...dns.filter(({ kind }) => kind !== 'disagree').flatMap(dnsFaults));
    world.lag(dns.some(({ kind }) => kind === 'disagree'));
    world.skew(of('clock').reduce((sum, { by = 0 }) => sum + by, 0));
    const [signer, ...more] = of('signer');
    world.breakSigner(signer?.kind === 'ignores' ? 'ignores' : signer && 'fails', domain =>
      [signer, ...more].some(fault => fault !== undefined && hits(fault, domain)),
    );
  }

  function settleListings(now: Fault[]): void {
    const wanted = new Set(now.flatMap(fault => targets(fault).map(target => `${fault.list} ${target}`)));
    const { blocklists } = world.sandbox;
    const parts = (entry: string) => entry.split(' ') as [string, string];
    for (const entry of wanted) if (!listed.has(entry)) blocklists.enter(...parts(entry));
    for (const entry of listed) if (!wanted.has(entry)) blocklists.remove(...parts(entry));
    listed.clear();
    for (const entry of wanted) listed.add(entry);
  }

  /** By their names alone: the server knows no patterns. Without one everything fails. */
  const dnsFaults = (fault: Fault): DnsFault[] => {
    const kind = fault.kind === 'timeout' ? 'drop' : (fault.kind as 'servfail' | 'refused');
    return fault.domain === undefined ? [{ kind }] : hit(fault).map(({ domain }) => ({ kind, name: domain }));
  };

  return {
    async between(from, to) {
      const begun = faults.filter(fault => isWithin(spanOf(fault, start)[0], from, to));
      const ended = faults.filter(fault => {
        const [begins, ends] = spanOf(fault, start);
        return begins < ends && isWithin(ends, from, to);
      });
      for (const fault of ended) tell({ kind: 'fault', ...whom(fault), text: `Over: ${sentenceOf(fault)}` });
      for (const fault of begun) tell({ kind: 'fault', ...whom(fault), text: sentenceOf(fault) });
      if (begun.length + ended.length > 0) settle(to);
      for (const fault of ended)
        if (fault.fault === 'held') for (const { domain } of hit(fault)) await options.onResumed(domain);
      for (const fault of begun) await happen(fault);
    },
  };
}

const isWithin = (at: number, from: number, to: number): boolean => from < at && at <= to;
