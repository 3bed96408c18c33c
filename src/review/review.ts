/** What a change of the inventories does to the estate: base and head, compiled for the same day. Pure. */
import { type Fresh, type Gain, gainsOf } from '../estate/capacity/gain.ts';
import { compileEstate } from '../estate/compile.ts';
import type { Estate } from '../estate/estate.ts';
import type { ChangedLines } from '../git/changed-lines.ts';
import type { Finding } from '../inventory/finding.ts';
import type { Allowed } from '../plan/allow.ts';
import { makePlan } from '../plan/make-plan.ts';
import type { GuardRefusal, Plan, ResourceChange, UpcomingChange } from '../plan/plan.ts';
import { appliedState } from './applied-state.ts';
import { type DomainChange, domainChanges } from './domains.ts';
import { type ReviewFindings, reviewFindings } from './findings.ts';
import { type CapacityChange, type CostChange, capacityChanges, costChange } from './means.ts';
import { type SegmentTotals, segmentTotals } from './segments.ts';
import type { Revision, Side } from './side.ts';
import { type SpfChange, spfChanges } from './spf-budget.ts';
import type { StandingChange } from './standing.ts';
import { type Waiting, waitingRecords } from './waiting.ts';
import { type RecordTotals, recordTotals, type ZoneChange, zoneChanges } from './zones.ts';

export interface Review {
  findings: ReviewFindings;
  /** Errors for which a part of the base is missing: what they hide shows as new. */
  baseErrors: number;
  /** Undefined where errors leave out a part of the head: that part would show as removed. */
  change?: EstateChange;
  /** By the ledger, which the caller reads where there is one; or why it could not be read. */
  standing?: StandingChange[] | { unknown: string };
}

export interface EstateChange {
  totals: RecordTotals;
  segments: SegmentTotals[];
  domains: DomainChange[];
  /** Segments of the base that no file describes any more. */
  goneSegments: string[];
  guards: GuardRefusal[];
  spf: SpfChange[];
  capacity: CapacityChange[];
  /** New mailboxes and domains, and when their volume can be used. */
  gains: Gain[];
  cost: CostChange;
  waiting: Waiting[];
  /** What the calendar will bring that the base has not announced. */
  upcoming: UpcomingChange[];
  zones: ZoneChange[];
  /** Of every other type: zones that are made, Workers, single records. */
  resources: ResourceChange[];
}

export interface ReviewRequest {
  base: Revision;
  head: Revision;
  changed: ChangedLines;
  allowed: Allowed;
  /** ISO date. */
  today: string;
}

export function review({ base, head, changed, allowed, today }: ReviewRequest): Review {
  const found: Review = {
    findings: reviewFindings(base.findings, head.findings, changed),
    baseErrors: hidingErrors(base).length,
  };
  if (!head.estate || hidingErrors(head).length > 0) return found;
  const after = { estate: head.estate, templates: head.templates };
  const before = { estate: base.estate ?? withoutSegments(after, today), templates: base.templates };
  return { ...found, change: estateChange(before, after, allowed, today) };
}

/** As it was before the first inventory. */
const withoutSegments = ({ estate, templates }: Side, today: string): Estate =>
  compileEstate({ ...estate.inventory, segments: [] }, templates, today);

/** What has an error in inventory or templates is left out of the estate; the rules' errors speak of what is there. */
function hidingErrors({ estate, findings }: Revision): Finding[] {
  const ofRules = new Set(estate?.findings);
  return findings.filter(finding => finding.severity === 'error' && !ofRules.has(finding));
}

function estateChange(base: Side, head: Side, allowed: Allowed, today: string): EstateChange {
  const [before, after] = [base.estate, head.estate];
  const kept = new Set(after.segments.map(({ segment }) => segment));
  const gone = before.segments.filter(({ segment }) => !kept.has(segment));
  // Without their segments the planner could not say what goes.
  const whole = { ...after, segments: [...after.segments, ...gone.map(segment => ({ ...segment, domains: [] }))] };
  const state = appliedState(before);
  const plan = makePlan({ estate: whole, state, allowed, selection: { segments: [], domains: [] } });
  const zones = zoneChanges(plan);
  const domains = domainChanges(before, after);
  return {
    totals: recordTotals(zones),
    segments: segmentTotals(before, after, zones),
    domains,
    goneSegments: gone.map(({ segment }) => segment),
    guards: plan.guards,
    spf: spfChanges(base, head, zones, today),
    capacity: capacityChanges(base, head, today),
    gains: gainsOf(after, head.templates, freshIn(domains)),
    cost: costChange(base, head, today),
    waiting: waitingRecords(before, after),
    upcoming: newlyUpcoming(before, plan),
    zones,
    resources: plan.resources,
  };
}

const freshIn = (changes: DomainChange[]): Fresh => ({
  domains: new Set(changes.filter(({ kind }) => kind === 'added').map(({ domain }) => domain)),
  mailboxes: new Set(changes.flatMap(({ mailboxes }) => mailboxes?.added ?? []).map(address => address.toLowerCase())),
});

function newlyUpcoming(before: Estate, { upcoming }: Plan): UpcomingChange[] {
  const identity = ({ date, domain, reasons }: Pick<UpcomingChange, 'date' | 'domain' | 'reasons'>) =>
    [date, domain, ...reasons].join(' ');
  const known = new Set(before.upcoming.map(identity));
  return upcoming.filter(each => !known.has(identity(each)));
}
