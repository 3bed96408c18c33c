/** Rules as values: each says once who it is and how grave, and finds what is wrong in a domain, a zone or the estate. Pure. */
import type { Finding, Position, Severity } from '../../inventory/finding.ts';
import { recordOrigin } from '../../inventory/levels.ts';
import type { Domain, Inventory, Origins, Segment } from '../../inventory/model.ts';
import type { Profile } from '../../inventory/profile.ts';
import { relativeName } from '../../inventory/resolve.ts';
import type { Templates } from '../../inventory/template.ts';
import type { DomainContext } from '../../records/context.ts';
import type { EstateRecord } from '../../records/record.ts';

/**
 * `inventory`: what is written cannot be carried out. `core`: mail or DNS would not work. `deliverability`: it works, and
 * receivers trust it less. `security`: others could abuse it. `estate`: domains and segments do not fit each other.
 */
export type RuleSet = 'inventory' | 'core' | 'deliverability' | 'security' | 'estate';

/** The reference of a rule that rests on no standard. */
export const OWN_JUDGEMENT = "Mailyard's own judgement";

export interface RuleHead {
  /** Stable, kebab-case: people write it under `rules` in their inventories. */
  id: string;
  set: RuleSet;
  severity: Severity;
  /** What is wrong, in a phrase that ends without a full stop. */
  title: string;
  /** The clause it rests on: "RFC 7208 §4.6.4". */
  reference: string;
  /** No level of the inventory's counts: what it finds can never work. */
  fixed?: true;
}

export interface Problem {
  message: string;
  /** The way out, as an instruction. */
  fix?: string;
  /** The setting it speaks of, as a path: `dmarc.policy`. */
  setting?: string;
  /** Where the clause is another one than the rule's. */
  reference?: string;
}

/** One domain with everything that was made of it. */
export interface Subject {
  domain: Domain;
  segment: Segment;
  /** Undefined where no template has the segment's profile. */
  profile?: Profile;
  context: DomainContext;
  records: EstateRecord[];
  /** As they were before the domain's overrides. */
  rendered: EstateRecord[];
  /** Of the records the domain's MX set: many rules ask for it. */
  mx: EstateRecord[];
  templates: Templates;
  /** ISO date. */
  today: string;
}

export interface DomainRule extends RuleHead {
  check(subject: Subject): Problem[];
}

/** A problem with its place: a domain's setting, or the segment as a whole. */
export interface Placed extends Problem {
  at: Domain | Segment;
}

/** A record with the domain whose inventory asks for it. */
export interface OwnedRecord {
  record: EstateRecord;
  owner: Domain;
}

export interface Zone {
  zone: string;
  /** The domains whose records it carries. */
  here: Subject[];
  /** Names with more than one record. */
  crowded: [name: string, here: OwnedRecord[]][];
}

export interface ZoneRule extends RuleHead {
  check(zone: Zone): Placed[];
}

export interface Whole {
  inventory: Inventory;
  templates: Templates;
  today: string;
  subjects: Subject[];
  /** By the domain's name. */
  byName: Map<string, Subject>;
  /** The domain of the estate that a name is, or lies below. */
  ownerOf(name: string): Subject | undefined;
  /** Reports domains that are not in the estate, with the domains whose reports go there. */
  outsideReports: Map<string, Domain[]>;
}

/** Sees all domains at once; must take time in proportion to their number. */
export interface EstateRule extends RuleHead {
  check(whole: Whole): Placed[];
}

/** The problem as a finding, at the level that the inventory gives the rule; nothing where it is switched off. */
export function findingOf(rule: RuleHead, { at, ...problem }: Placed): Finding[] {
  if (isSegment(at)) return segmentFinding(rule, problem, at);
  const level = rule.fixed ? undefined : at.settings.rules[rule.id]?.level;
  if (level === 'off') return [];
  const severity = level ?? rule.severity;
  return [{ ...plain(rule, problem), ...positionOf(at, problem.setting), severity, domain: at.domain }];
}

/** Where the setting was written; the built-in defaults stand nowhere, so then the domain's own line. */
export function positionOf(domain: Domain, setting: string | undefined): Position {
  const origins = domain.origins();
  for (let path = setting; path; path = path.slice(0, Math.max(0, path.lastIndexOf('.')))) {
    const position = origins[path]?.position;
    if (position) return position;
  }
  return partOf(origins, setting) ?? domain.position;
}

/** Of a setting that is a map, the first part of it that is written nearest to the domain. */
function partOf(origins: Origins, setting: string | undefined): Position | undefined {
  const parts = Object.keys(origins).filter(path => path.startsWith(`${setting}.`));
  for (const level of ['domain', 'segment', 'estate']) {
    const path = parts.find(part => origins[part]?.level === level);
    if (path) return origins[path]?.position;
  }
}

/** The setting of a record of the user's own: the entry that it was written as. */
export const ownRecord = ({ name, type }: EstateRecord, { domain }: Domain): string =>
  recordOrigin({ name: relativeName(name, domain), type });

/** A segment has no `rules` of its own: what all its domains agree on counts. */
function segmentFinding(rule: RuleHead, problem: Problem, segment: Segment): Finding[] {
  const levels = new Set(segment.domains.map(({ settings }) => settings.rules[rule.id]?.level));
  const [level, ...others] = levels;
  const agreed = others.length === 0 && !rule.fixed ? level : undefined;
  if (agreed === 'off') return [];
  return [{ ...plain(rule, problem), ...segment.position, severity: agreed ?? rule.severity }];
}

function plain(rule: RuleHead, { message, fix, reference = rule.reference }: Problem): Omit<Finding, keyof Position> {
  const finding = { rule: rule.id, severity: rule.severity, message, ...(fix && { fix }) };
  return reference === OWN_JUDGEMENT ? finding : { ...finding, reference };
}

const isSegment = (at: Domain | Segment): at is Segment => 'domains' in at;
