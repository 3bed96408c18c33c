/** Each domain whose policy a Worker serves, or did: what is served of it now, and what its zone holds back meanwhile. */
import type { Estate, EstateDomain } from '../../estate/estate.ts';
import type { EstatePolicy } from '../../estate/policies.ts';
import { type Resource, serveName, type ZoneRecordsInputs } from '../../estate/resource.ts';
import { plain } from '../../estate/resources.ts';
import type { Segment } from '../../inventory/model.ts';
import type { Entry, Known } from './known.ts';
import type { ServedPolicy } from './resources.ts';
import { type PolicySituation, policyStep } from './step.ts';

/** A domain whose policy a Worker serves, or did. */
export interface Case {
  domain: EstateDomain;
  /** What the estate wants of the Worker. */
  policy?: EstatePolicy;
  /** The domain's records in its own stack. */
  zone?: ZoneRecordsInputs;
  /** Those among them that it serves once its provider is ready, where they are a resource of their own. */
  serve?: ZoneRecordsInputs;
}

export interface Settled {
  served?: ServedPolicy;
  notes: string[];
}

/** Takes out of the domain's zone what has to wait: its MX, or the records of another host. */
export function settled(each: Case, known: Known, today: string): Settled {
  return hasHost(each.domain) ? handOver(each, known) : settle(each, known, today);
}

const hasHost = ({ settings: { mtaSts }, phase }: EstateDomain): boolean =>
  mtaSts.mode !== 'none' && mtaSts.policyHost !== undefined && phase !== 'retired';

export function casesOf(estate: Estate, known: Known, lists: Map<string, Resource[]>): Case[] {
  const policies = new Map(estate.policies.map(policy => [policy.domain, policy]));
  const concerned = estate.domains.filter(
    ({ domain, segment }) => policies.has(domain) || known.policy(segment, domain) || known.worker(domain),
  );
  const byName = new Map(
    concerned.length === 0
      ? []
      : [...lists].flatMap(([segment, list]) => list.map(each => [`${segment} ${each.name}`, each])),
  );
  const inputsOf = (segment: string, name: string) =>
    byName.get(`${segment} ${name}`)?.inputs as ZoneRecordsInputs | undefined;
  return concerned.map(domain => ({
    domain,
    policy: policies.get(domain.domain),
    zone: inputsOf(domain.segment, domain.zone),
    serve: inputsOf(domain.segment, serveName(domain.zone)),
  }));
}

function settle(
  { domain: { domain, segment, zone }, policy, zone: inputs, serve }: Case,
  known: Known,
  today: string,
): Settled {
  const worker = known.worker(domain);
  const elsewhere = worker !== undefined && worker !== segment;
  const carrier = mxOf(serve, domain).length > 0 ? serve : inputs;
  const mx = { now: known.mx(segment, domain, zone), next: mxOf(carrier, domain) };
  const step = policyStep({
    ...{ domain, zone, today, current: known.policy(segment, domain) },
    wanted: wantedPolicy(policy, elsewhere),
    mx: { now: valuesOf(mx.now), next: valuesOf(mx.next) },
  });
  if (step.mxWaits && carrier) holdMx(carrier, mx.now, mx.next);
  const moving = `The policy of ${domain} is still served by the Worker of ${worker}, which lets go now: run \`up\` again to serve it from ${segment}.`;
  const notes = elsewhere && step.policy ? [...step.notes, moving] : step.notes;
  if (!step.policy) return { notes };
  const record = policy?.record && { key: policy.record.key, record: plain(policy.record) };
  const [key, before] = known.record(segment, domain, zone) ?? [];
  const served = {
    ...{ policy: step.policy, main: inputs, elsewhere },
    record: record ?? (key !== undefined && before ? { key, record: before } : undefined),
  };
  return { served, notes };
}

/** While another stack's Worker has the host nothing can be changed of what it serves. */
function wantedPolicy(policy: EstatePolicy | undefined, elsewhere: boolean): PolicySituation['wanted'] {
  if (elsewhere) return 'kept';
  return policy ? (policy.policy ?? 'kept') : 'left';
}

/** A CNAME cannot stand beside what Cloudflare wrote for the Worker: the host goes in one run, and the CNAME comes in the next. */
function handOver({ domain: { domain, settings }, zone }: Case, known: Known): Settled {
  if (known.worker(domain) === undefined || !zone) return { notes: [] };
  for (const [key, { name }] of Object.entries(zone.records))
    if (name === `mta-sts.${domain}` || name === `_mta-sts.${domain}`) delete zone.records[key];
  const note = `The policy of ${domain} moves from the Worker to ${settings.mtaSts.policyHost}: the Worker's host goes first. Run \`up\` again for its records.`;
  return { notes: [note] };
}

function holdMx({ records }: ZoneRecordsInputs, now: Entry[], next: Entry[]): void {
  for (const [key] of next) delete records[key];
  for (const [key, record] of now) records[key] = record;
}

const mxOf = (inputs: ZoneRecordsInputs | undefined, domain: string): Entry[] =>
  Object.entries(inputs?.records ?? {}).filter(([, { type, name }]) => type === 'MX' && name === domain);

const valuesOf = (entries: Entry[]) => entries.map(([, record]) => record);

/** Where records are gathered into their zone, the guard `mta-sts-mx` sees the policy's record there and must know the policy. */
export function tellGuard({ policy, main }: ServedPolicy): void {
  const { domain, mode, maxAge, mx } = policy;
  if (main) main.mtaSts = { ...main.mtaSts, [domain]: { mode, maxAge, mx } };
}

/** A policy that is being left stays where it is, even where the estate no longer names the account. The rule `mta-sts-host` refuses to go without any. */
export function accountFor(policies: ServedPolicy[], { cloudflare }: Segment, known: Known): string {
  const left = policies.map(({ policy }) => known.account(policy.domain)).find(Boolean);
  return cloudflare.account ?? left ?? '';
}
