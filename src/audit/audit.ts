/** One look at some domains: every check, every question asked once. */
import PQueue from 'p-queue';
import { query as askServer, type Query } from '../dns/client.ts';
import { askOnce, DEFAULT_CONCURRENCY } from '../dns/once.ts';
import type { Server } from '../dns/server.ts';
import { auditDomain, type DomainAudit, type NamedSubject } from './audit-domain.ts';
import { type CheckOptions, checksWith } from './checks.ts';
import { discover } from './discover.ts';
import { withPatience } from './patience.ts';
import type { Expected } from './subject.ts';
import { openView } from './view.ts';

export interface Target {
  domain: string;
  /** Of a domain of the estate. */
  segment?: string;
  zone?: string;
  expected?: Expected;
}

export interface AuditOptions extends CheckOptions {
  /** Recursive: leads to the zones' servers, and answers for the rest of the world. */
  resolver: Server;
  /** Asked for every audited zone instead of those that it is delegated to. */
  servers?: readonly Server[];
  /** Queries in flight. Default 100. */
  concurrency?: number;
  onProgress?: (done: number, total: number, domain: string) => void;
  query?: Query;
}

/** Domains looked at at once: enough to keep the queries flowing, few enough for memory to stay flat. */
const DOMAINS_AT_ONCE = 60;

/** In the order of `targets`. Never rejects for what the network does. */
export async function audit(targets: readonly Target[], options: AuditOptions): Promise<DomainAudit[]> {
  const query = withSignatures(
    askOnce(withPatience(options.query ?? askServer), options.concurrency ?? DEFAULT_CONCURRENCY),
  );
  const zones = new Map<string, readonly Server[]>();
  const subjects = await Promise.all(targets.map(target => subjectOf(target, query, zones, options)));
  const view = openView({ query, resolver: options.resolver, zones });
  const checks = checksWith(options, query, options.resolver);
  const queue = new PQueue({ concurrency: DOMAINS_AT_ONCE });
  let done = 0;
  return Promise.all(
    subjects.map(subject =>
      queue.add(async () => {
        const result = await auditDomain(subject, { view, query, zones, checks, resolver: options.resolver });
        options.onProgress?.(++done, targets.length, subject.domain);
        return result;
      }),
    ),
  );
}

/** Of the servers that speak for a zone, always: to ask once more for `dnssec` would cost each of them the question twice. */
function withSignatures(query: Query): Query {
  return request => query({ signatures: !request.recursion, ...request });
}

async function subjectOf(
  target: Target,
  query: Query,
  zones: Map<string, readonly Server[]>,
  options: AuditOptions,
): Promise<NamedSubject> {
  const { servers, resolver } = options;
  if (servers) {
    const zone = target.zone ?? target.domain;
    zones.set(zone, servers);
    return { ...target, zone };
  }
  const found = await discover(target.domain, { resolver, query, zone: target.zone });
  zones.set(found.zone, found.delegation.servers);
  return { ...target, ...found };
}
