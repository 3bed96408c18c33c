/** One look at some domains: every check, every question asked once. */
import PQueue from 'p-queue';
import { query as askServer, type Query } from '../dns/client.ts';
import { askOnce, DEFAULT_CONCURRENCY } from '../dns/once.ts';
import type { Server } from '../dns/server.ts';
import { verifyRecords } from '../dns/verify.ts';
import type { EstateRecord } from '../records/record.ts';
import { agreement } from './agreement.ts';
import { bimi } from './bimi.ts';
import { caa } from './caa.ts';
import { dane } from './dane.ts';
import { delegation } from './delegation.ts';
import { discover } from './discover.ts';
import { dkimWith } from './dkim.ts';
import { dmarc } from './dmarc.ts';
import { dnssec } from './dnssec.ts';
import { checkOf, expectedFindings, type Verified } from './expected.ts';
import { mtaStsWith } from './mta-sts.ts';
import { mx } from './mx.ts';
import { withPatience } from './patience.ts';
import { type FetchPolicy, policyFetch } from './policy-fetch.ts';
import { resolversWith } from './resolvers.ts';
import { returnPath } from './return-path.ts';
import { spf } from './spf.ts';
import type { Check, Expected, Subject } from './subject.ts';
import { tlsRpt } from './tls-rpt.ts';
import { type CheckResult, checkResult, type Verdict, worst } from './verdict.ts';
import { openView, type View } from './view.ts';

export interface Target {
  domain: string;
  /** Of a domain of the estate. */
  segment?: string;
  zone?: string;
  expected?: Expected;
}

export interface DomainAudit {
  domain: string;
  segment?: string;
  /** The worst of its checks: fail, unknown, warn, pass. */
  verdict: Verdict;
  checks: CheckResult[];
  /** Each planned record against what is served. */
  records: Verified[];
}

export interface AuditOptions {
  /** Recursive: leads to the zones' servers, and answers for the rest of the world. */
  resolver: Server;
  /** Asked for every audited zone instead of those that it is delegated to. */
  servers?: readonly Server[];
  /** Whose answers are compared with the servers'. */
  compareWith?: readonly Server[];
  /** DKIM selectors to try beside the known ones. */
  selectors?: readonly string[];
  fetchPolicy?: FetchPolicy;
  /** Queries in flight. Default 100. */
  concurrency?: number;
  onProgress?: (done: number, total: number, domain: string) => void;
  query?: Query;
  /** Of the authoritative servers; default 53. */
  port?: number;
}

/** Domains looked at at once: enough to keep the queries flowing, few enough for memory to stay flat. */
const DOMAINS_AT_ONCE = 60;

/** In the order of `targets`. Never rejects for what the network does. */
export async function audit(targets: readonly Target[], options: AuditOptions): Promise<DomainAudit[]> {
  const query = askOnce(withPatience(options.query ?? askServer), options.concurrency ?? DEFAULT_CONCURRENCY);
  const zones = new Map<string, readonly Server[]>();
  const subjects = await Promise.all(targets.map(target => subjectOf(target, query, zones, options)));
  const view = openView({ query, resolver: options.resolver, zones });
  const checks = checksWith(options, query);
  const queue = new PQueue({ concurrency: DOMAINS_AT_ONCE });
  let done = 0;
  return Promise.all(
    subjects.map(subject =>
      queue.add(async () => {
        const result = await auditOne(subject, { view, query, zones, checks, resolver: options.resolver });
        options.onProgress?.(++done, targets.length, subject.domain);
        return result;
      }),
    ),
  );
}

type NamedCheck = [name: string, check: Check];

/** In the order of the report. */
function checksWith(
  { compareWith = [], selectors = [], fetchPolicy = policyFetch() }: AuditOptions,
  query: Query,
): NamedCheck[] {
  return [
    ['delegation', delegation],
    ['mx', mx],
    ['spf', spf],
    ['dkim', dkimWith(selectors)],
    ['dmarc', dmarc],
    ['return-path', returnPath],
    ['mta-sts', mtaStsWith(fetchPolicy)],
    ['tls-rpt', tlsRpt],
    ['bimi', bimi],
    ['caa', caa],
    ['dnssec', dnssec],
    ['dane', dane],
    ['resolvers', resolversWith(compareWith, query)],
  ];
}

type Named = Subject & { segment?: string };

async function subjectOf(
  target: Target,
  query: Query,
  zones: Map<string, readonly Server[]>,
  options: AuditOptions,
): Promise<Named> {
  const { servers, resolver, port } = options;
  if (servers) {
    const zone = target.zone ?? target.domain;
    zones.set(zone, servers);
    return { ...target, zone };
  }
  const found = await discover(target.domain, { resolver, query, port, zone: target.zone });
  zones.set(found.zone, found.delegation.servers);
  return { ...target, ...found };
}

interface Run {
  view: View;
  query: Query;
  zones: ReadonlyMap<string, readonly Server[]>;
  checks: NamedCheck[];
  resolver: Server;
}

async function auditOne(subject: Named, run: Run): Promise<DomainAudit> {
  if (!subject.expected && subject.delegation?.domainStatus === 'nxdomain') return missingDomain(subject, run);
  const planned = subject.expected?.records ?? [];
  const [records, ...found] = await Promise.all([
    verify(
      planned.filter(record => !record.provided),
      subject.zone,
      run,
    ),
    ...run.checks.map(async ([name, check]) => ({ name, findings: await check(subject, run.view) })),
  ]);
  const byCheck = Map.groupBy(records, ({ record }) => checkOf(record));
  const waiting = Map.groupBy(
    planned.filter(record => record.provided),
    checkOf,
  );
  const expected = (name: string) => expectedFindings(byCheck.get(name) ?? [], waiting.get(name) ?? []);
  const all = [
    ...found.map(({ name, findings }) => ({ name, findings: [...expected(name), ...findings] })),
    { name: 'records', findings: expected('records') },
    { name: 'servers', findings: await agreement(subject, run.view) },
  ];
  const checks = all
    .filter(({ findings }) => findings.length > 0)
    .map(({ name, findings }) => checkResult(name, findings));
  const { domain, segment } = subject;
  return { domain, segment, verdict: worst(checks.map(({ verdict }) => verdict)), checks, records };
}

/** Everything else would only say the same in other words. */
async function missingDomain(subject: Named, { view }: Run): Promise<DomainAudit> {
  const check = checkResult('delegation', await delegation(subject, view));
  return { domain: subject.domain, segment: subject.segment, verdict: check.verdict, checks: [check], records: [] };
}

/** Where no server of the zone is known, through the resolver. */
function verify(records: readonly EstateRecord[], zone: string, { query, zones, resolver }: Run): Promise<Verified[]> {
  const servers = zones.get(zone) ?? [];
  const where = servers.length > 0 ? { zones: new Map([[zone, servers]]) } : { resolver };
  return verifyRecords(records, { ...where, once: query });
}
