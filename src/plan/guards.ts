/** Everything that refuses a plan before any write. Each refusal names its override. DESIGN §4. */
import { ZONE_RECORDS, type ZoneRecordsInputs } from '../estate/resource.ts';
import type { SesIdentity } from '../estate/ses/identities.ts';
import { type Allowed, overrideText } from './allow.ts';
import { diffRecords } from './diff.ts';
import type { SendersOf } from './dmarc-guard.ts';
import { identityRefusals } from './identity-guard.ts';
import type { GuardRefusal } from './plan.ts';
import { recordRefusals } from './record-guards.ts';
import { servedDomain } from './served-domain.ts';
import type { Step } from './steps.ts';
import { zoneRefusals } from './zone-guards.ts';

export interface GuardInput {
  steps: Step[];
  /** Every domain of the whole estate, whatever was selected: a domain that moved has not vanished. */
  domains: Set<string>;
  sendersOf: SendersOf;
  /** What SES sends for by the estate, and what has ended. */
  identities: SesIdentity[];
  /** Segment → `limits.domainsPerChange`. */
  limits: Map<string, number>;
  allowed: Allowed;
}

export function guards({ steps, domains, sendersOf, identities, limits, allowed }: GuardInput): GuardRefusal[] {
  // What stays as it is loses nothing, and of a large estate that is nearly all.
  const zones = steps.filter(step => step.type === ZONE_RECORDS && step.action !== 'same');
  const changing = new Set(zones.map(({ name }) => name));
  const whole = Map.groupBy(
    steps.filter(step => step.type === ZONE_RECORDS && changing.has(step.name)),
    ({ name }) => name,
  );
  const refusals = [
    ...zones.flatMap(step => vanishing(step, domains)),
    ...[...whole.values()].flatMap(ofZone => zoneGuards(ofZone, sendersOf)),
    ...tooManyDomains(zones, limits),
    ...zoneRefusals(steps),
    ...identityRefusals(steps, identities, domains),
  ];
  return refusals.filter(refusal => !allowed(refusal.guard, refusal.value));
}

function vanishing(step: Step, domains: Set<string>): GuardRefusal[] {
  const before = step.old as ZoneRecordsInputs | undefined;
  return Object.entries(before?.domains ?? {})
    .filter(([domain, phase]) => phase === 'live' && !domains.has(domain))
    .map(([domain]) =>
      refusal('domain', domain, step, `${domain} is live and would vanish with all its mail records.`, RETIRE),
    );
}

const RETIRE =
  'Retire it first: `lifecycle: { state: retired, since: <date> }`; remove it when its grace time is over.';

/** Of all segments in one zone together: what a domain may not lose, it may not lose on a move between them either. */
function zoneGuards(steps: Step[], sendersOf: SendersOf): GuardRefusal[] {
  const [olds, news] = [merged(steps, 'old'), merged(steps, 'new')];
  if (!olds || !news) return [];
  return recordRefusals(olds, news, sendersOf).map(({ guard, value, message, fix }) => {
    const domain = servedDomain(value, news.domains) ?? '';
    const home = steps.find(step => step.new && domain in asZone(step.new).domains) ?? (steps[0] as Step);
    return refusal(guard, value, home, message, fix);
  });
}

/** Keys name their host, so those of two segments never mean two records. */
function merged(steps: Step[], side: 'old' | 'new'): ZoneRecordsInputs | undefined {
  const [first, ...more] = steps.flatMap(step => (step[side] ? [asZone(step[side])] : []));
  if (!first || more.length === 0) return first;
  const all = [first, ...more];
  return {
    zone: first.zone,
    records: Object.assign({}, ...all.map(({ records }) => records)),
    domains: Object.assign({}, ...all.map(({ domains }) => domains)),
    released: all.flatMap(({ released = [] }) => released),
    mtaSts: Object.assign({}, ...all.map(({ mtaSts }) => mtaSts)),
  };
}

const asZone = (inputs: unknown): ZoneRecordsInputs => inputs as ZoneRecordsInputs;

/** New domains are free: only what is live already can be burnt by one wrong edit to all of it. */
function tooManyDomains(zones: Step[], limits: Map<string, number>): GuardRefusal[] {
  const byZone = Map.groupBy(zones, ({ name }) => name);
  const bySegment = Map.groupBy([...byZone.values()].flatMap(changedDomains), ({ segment }) => segment);
  return [...bySegment].flatMap(([segment, changed]) => {
    const [limit, count] = [limits.get(segment), new Set(changed.map(({ domain }) => domain)).size];
    if (limit === undefined || count <= limit) return [];
    const message = `${count} live domains of ${segment} would change at once; its limit is ${limit}.`;
    return [{ ...refusal('domains-per-change', String(count), { segment, name: '' }, message), zone: undefined }];
  });
}

/** Of the steps of one zone: a domain that only moves between segments stays as it was. It counts where it is going to be. */
function changedDomains(steps: Step[]): { domain: string; segment: string }[] {
  const [before, after] = [recordsByDomain(steps, 'old'), recordsByDomain(steps, 'new')];
  return [...before].flatMap(([domain, { records, segment, phase }]) => {
    const now = after.get(domain);
    const changed = diffRecords(records, now?.records ?? {}).length > 0;
    return phase === 'live' && changed ? [{ domain, segment: now?.segment ?? segment }] : [];
  });
}

interface DomainRecords {
  segment: string;
  phase: ZoneRecordsInputs['domains'][string];
  records: ZoneRecordsInputs['records'];
}

function recordsByDomain(steps: Step[], side: 'old' | 'new'): Map<string, DomainRecords> {
  const found = new Map<string, DomainRecords>();
  for (const step of steps) {
    if (!step[side]) continue;
    const { domains, records } = asZone(step[side]);
    for (const [domain, phase] of Object.entries(domains))
      found.set(domain, { segment: step.segment, phase, records: {} });
    for (const [key, record] of Object.entries(records)) {
      const served = found.get(servedDomain(record.name, domains) ?? '');
      if (served) served.records[key] = record;
    }
  }
  return found;
}

function refusal(
  guard: GuardRefusal['guard'],
  value: string,
  { segment, name }: Pick<Step, 'segment' | 'name'>,
  message: string,
  fix?: string,
): GuardRefusal {
  return { guard, value, segment, zone: name, message, fix, override: overrideText(guard, value) };
}
