/** One domain: its checks, and its planned records against what is served. */
import type { Query } from '../dns/client.ts';
import type { Server } from '../dns/server.ts';
import { verifyRecords } from '../dns/verify.ts';
import type { EstateRecord } from '../records/record.ts';
import { agreement } from './agreement.ts';
import type { NamedCheck } from './checks.ts';
import { delegation } from './delegation.ts';
import { checkOf, expectedFindings, type Verified } from './expected.ts';
import type { Subject } from './subject.ts';
import { type CheckResult, checkResult, type Verdict, worst } from './verdict.ts';
import type { View } from './view.ts';

export interface DomainAudit {
  domain: string;
  segment?: string;
  /** The worst of its checks: fail, unknown, warn, pass. */
  verdict: Verdict;
  checks: CheckResult[];
  /** Each planned record against what is served. */
  records: Verified[];
}

export type NamedSubject = Subject & { segment?: string };

export interface Run {
  view: View;
  query: Query;
  zones: ReadonlyMap<string, readonly Server[]>;
  checks: NamedCheck[];
  resolver: Server;
}

export async function auditDomain(subject: NamedSubject, run: Run): Promise<DomainAudit> {
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
    planned.filter(({ provided }) => provided && !provided.given),
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
async function missingDomain(subject: NamedSubject, { view }: Run): Promise<DomainAudit> {
  const check = checkResult('delegation', await delegation(subject, view));
  return { domain: subject.domain, segment: subject.segment, verdict: check.verdict, checks: [check], records: [] };
}

/** Where no server of the zone is known, through the resolver. */
function verify(records: readonly EstateRecord[], zone: string, { query, zones, resolver }: Run): Promise<Verified[]> {
  const servers = zones.get(zone) ?? [];
  const where = servers.length > 0 ? { zones: new Map([[zone, servers]]) } : { resolver };
  return verifyRecords(records, { ...where, once: query });
}
