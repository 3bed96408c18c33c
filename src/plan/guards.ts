/** Everything that refuses a plan before any write. Each refusal names its override. DESIGN §4. */
import { ZONE_RECORDS, type ZoneRecordsInputs } from '../estate/resource.ts';
import { type Allowed, overrideText } from './allow.ts';
import { diffRecords } from './diff.ts';
import type { GuardRefusal } from './plan.ts';
import { recordRefusals, servedDomain } from './record-guards.ts';
import type { Step } from './steps.ts';

export interface GuardInput {
  steps: Step[];
  /** Every domain of the whole estate, whatever was selected: a domain that moved has not vanished. */
  domains: Set<string>;
  /** Segment → `limits.domainsPerChange`. */
  limits: Map<string, number>;
  allowed: Allowed;
}

export function guards({ steps, domains, limits, allowed }: GuardInput): GuardRefusal[] {
  const zones = steps.filter(step => step.type === ZONE_RECORDS);
  const refusals = [
    ...zones.flatMap(step => vanishing(step, domains)),
    ...zones.flatMap(zoneGuards),
    ...tooManyDomains(zones, limits),
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

function zoneGuards(step: Step): GuardRefusal[] {
  if (!step.old || !step.new) return [];
  const found = recordRefusals(asZone(step.old), asZone(step.new));
  return found.map(({ guard, value, message }) => refusal(guard, value, step, message));
}

const asZone = (inputs: unknown): ZoneRecordsInputs => inputs as ZoneRecordsInputs;

/** New domains are free: only what is live already can be burnt by one wrong edit to all of it. */
function tooManyDomains(zones: Step[], limits: Map<string, number>): GuardRefusal[] {
  const bySegment = Map.groupBy(zones, step => step.segment);
  return [...bySegment].flatMap(([segment, steps]) => {
    const limit = limits.get(segment);
    const changed = new Set(steps.flatMap(changedDomains));
    if (limit === undefined || changed.size <= limit) return [];
    const message = `${changed.size} live domains of ${segment} would change at once; its limit is ${limit}.`;
    const first = steps[0] as Step;
    return [{ ...refusal('domains-per-change', String(changed.size), first, message), zone: undefined }];
  });
}

function changedDomains(step: Step): string[] {
  const before = step.old as ZoneRecordsInputs | undefined;
  const after = step.new as ZoneRecordsInputs | undefined;
  if (!before) return [];
  const changes = diffRecords(before.records, after?.records ?? {});
  const names = changes.flatMap(change => servedDomain(change.name, before.domains) ?? []);
  return names.filter(name => before.domains[name] === 'live');
}

function refusal(
  guard: GuardRefusal['guard'],
  value: string,
  { segment, name }: Step,
  message: string,
  fix?: string,
): GuardRefusal {
  return { guard, value, segment, zone: name, message, fix, override: overrideText(guard, value) };
}
