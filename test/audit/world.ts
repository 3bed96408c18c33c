/** A small internet for these tests: names as data, real DNS servers on loopback behind documentation addresses. */

import { type AuditOptions, audit, type Target } from '../../src/audit/audit.ts';
import type { DomainAudit } from '../../src/audit/audit-domain.ts';
import type { CheckResult, Finding } from '../../src/audit/verdict.ts';
import { query } from '../../src/dns/client.ts';
import { type Asked, reply, serveDns, type Twin } from '../dns/twin.ts';

/** `name type` → data as dns-packet takes it. */
export type Names = Record<string, unknown[]>;

export type Handler = (asked: Asked) => Buffer | undefined | Promise<Buffer | undefined>;

export const DOMAIN = 'acme.example';

/** Two name servers, as a delegation wants them. */
const SERVERS: Names = {
  'acme.example NS': ['ns1.acme.example', 'ns2.acme.example'],
  'acme.example SOA': [soa(1)],
  'ns1.acme.example A': ['192.0.2.53'],
  'ns2.acme.example A': ['192.0.2.54'],
  'example SOA': [soa(7)],
  'example NS': ['ns.nic.example'],
  'ns.nic.example A': ['192.0.2.55'],
};

/** A domain that nothing can be said against. */
export const GOOD: Names = {
  ...SERVERS,
  'acme.example TXT': ['v=spf1 ip4:192.0.2.0/24 -all'],
  'acme.example MX': [{ preference: 10, exchange: 'mx.acme.example' }],
  'mx.acme.example A': ['192.0.2.25'],
  '25.2.0.192.in-addr.arpa PTR': ['mx.acme.example'],
  '_dmarc.acme.example TXT': ['v=DMARC1; p=reject; rua=mailto:dmarc@acme.example'],
};

export function soa(serial: number): object {
  const times = { refresh: 10_000, retry: 2400, expire: 604_800, minimum: 1800 };
  return { mname: 'ns1.acme.example', rname: 'dns.acme.example', serial, ...times };
}

/** Aliases are followed as far as the names are known, as a resolver does; other types are NODATA, other names NXDOMAIN. */
export function namesReply(names: Names): (asked: Asked) => Buffer {
  const known = new Set(Object.keys(names).flatMap(key => withParents(key.split(' ')[0] ?? '')));
  return asked => {
    const answers: object[] = [];
    let name = asked.name.toLowerCase();
    for (let hops = 0; hops < 10; hops++) {
      const found = names[`${name} ${asked.type}`] ?? [];
      for (const data of found) answers.push({ name, type: asked.type, ttl: 300, data: inStrings(data) });
      const [alias] = names[`${name} CNAME`] ?? [];
      if (found.length > 0 || alias === undefined) break;
      answers.push({ name, type: 'CNAME', ttl: 300, data: alias });
      name = alias as string;
    }
    return reply(asked, answers, { rcode: known.has(name) ? 0 : 3 });
  };
}

/** The zone above: it knows no more of acme.example than who serves it. */
export function referralTo(...servers: string[]): Handler {
  const authorities = servers.map(data => ({ type: 'NS' as const, name: DOMAIN, ttl: 300, data }));
  return asked => reply(asked, [], { flags: 0, authorities });
}

/** dns-packet does not split long texts by itself. */
function inStrings(data: unknown): unknown {
  return typeof data === 'string' && data.length > 255 ? (data.match(/.{1,255}/gs) ?? []) : data;
}

function withParents(name: string): string[] {
  const labels = name.split('.');
  return labels.map((_, at) => labels.slice(at).join('.'));
}

export interface World {
  audits: DomainAudit[];
  /** The only domain's. */
  found: DomainAudit;
  check(name: string): CheckResult;
  /** `rule` → verdict of everything but plain passes, or of one check. */
  rules(check?: string): Record<string, string>;
  finding(rule: string): Finding;
  twins: Record<'resolver' | 'first' | 'second' | 'parent', Twin>;
}

export interface WorldOptions extends Partial<AuditOptions> {
  /** What the resolver says; default: what the names say. */
  resolverSays?: Handler;
  /** What the two name servers say; default: the same as the resolver. */
  first?: Handler;
  second?: Handler;
  /** What the server of the zone above says; default: a referral to the two. */
  parent?: Handler;
  targets?: Target[];
}

/** Audits acme.example in a world of these names. Each server's silence costs 200 ms a try. */
export async function auditIn(
  names: Names,
  { resolverSays, first, second, parent, targets, ...options }: WorldOptions = {},
): Promise<World> {
  const all = namesReply(names);
  const twins = {
    resolver: await serveDns(resolverSays ?? all),
    first: await serveDns(first ?? all),
    second: await serveDns(second ?? all),
    parent: await serveDns(parent ?? referralTo('ns1.acme.example', 'ns2.acme.example')),
  };
  const places: Record<string, Twin> = {
    '192.0.2.1': twins.resolver,
    '192.0.2.53': twins.first,
    '192.0.2.54': twins.second,
    '192.0.2.55': twins.parent,
  };
  const audits = await audit(targets ?? [{ domain: DOMAIN }], {
    resolver: { host: '192.0.2.1', port: 53 },
    get: async () => ({ status: 'failed', reason: 'nobody fetches here' }),
    query: async request => {
      const { server } = places[request.server.host] as Twin;
      const answer = await query({ ...request, server, timeoutMs: 600, tries: 1 });
      return { ...answer, server: request.server };
    },
    ...options,
  });
  const [found] = audits as [DomainAudit];
  return { audits, found, twins, ...readers(found) };
}

function readers(found: DomainAudit): Pick<World, 'check' | 'rules' | 'finding'> {
  const check = (name: string): CheckResult => {
    const result = found.checks.find(each => each.check === name);
    if (!result) throw new Error(`no check ${name} among ${found.checks.map(each => each.check).join(', ')}`);
    return result;
  };
  const all = found.checks.flatMap(({ findings }) => findings);
  return {
    check,
    rules: name => {
      const told = name === undefined ? all : check(name).findings;
      return Object.fromEntries(
        told.filter(({ verdict }) => verdict !== 'pass').map(({ rule, verdict }) => [rule, verdict]),
      );
    },
    finding: rule => {
      const finding = all.find(each => each.rule === rule);
      if (!finding) throw new Error(`no ${rule} among ${all.map(each => each.rule).join(', ')}`);
      return finding;
    },
  };
}
