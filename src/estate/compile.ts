/** Inventory × templates × today → estate. */
import { compareFindings, type Finding } from '../inventory/finding.ts';
import type { Domain, Inventory, Segment } from '../inventory/model.ts';
import { nearest } from '../inventory/nearest.ts';
import type { Templates } from '../inventory/template.ts';
import { type DomainContext, domainContext } from '../records/context.ts';
import { domainRecords, placeOf } from '../records/domain.ts';
import { type Draft, keyed } from '../records/draft.ts';
import type { EstateRecord } from '../records/record.ts';
import { zoneConflicts } from './conflicts.ts';
import { consents } from './consent.ts';
import type { Estate, EstateDomain, EstateZone } from './estate.ts';
import { mailboxesOf } from './mailboxes.ts';
import { idleOverrides, overridden } from './overrides.ts';
import { domainRules } from './rules/index.ts';
import { placed } from './rules/rule.ts';
import { zoneOf } from './zone-of.ts';

/** One domain with everything that was made of it. */
interface Compiled {
  domain: Domain;
  context: DomainContext;
  records: EstateRecord[];
  released: string[];
  /** Findings on overrides of records that nothing renders. */
  idle: Finding[];
}

/** `today` is an ISO date: retirement and leaving depend on it, and nothing else does. */
export function compileEstate(inventory: Inventory, templates: Templates, today: string): Estate {
  const domains = inventory.segments.flatMap(segment => segment.domains);
  const around = { contacts: inventory.contacts, providers: templates.providers, today };
  const consent = consents(domains, inventory.contacts);
  const compiled = domains.map(domain => {
    const context = domainContext(domain, zoneOf(domain), around);
    return compileDomain(domain, context, consent.drafts.get(domain.domain) ?? []);
  });
  const findings = [
    ...inventory.segments.flatMap(segment => segmentFindings(segment, templates)),
    ...compiled.flatMap(entry => ruleFindings(entry, templates)),
    ...compiled.flatMap(({ idle }) => idle),
    ...consent.findings,
    ...conflictFindings(compiled),
  ];
  return {
    inventory,
    segments: inventory.segments,
    domains: compiled.map(entry => estateDomain(entry, inventory)),
    zones: estateZones(compiled),
    findings: findings.sort(compareFindings),
  };
}

function compileDomain(domain: Domain, context: DomainContext, consent: Draft[]): Compiled {
  const { records, released } = domainRecords(context);
  const rendered = [...records, ...keyed(consent, placeOf(context))];
  const idle = context.phase === 'retired' ? [] : idleOverrides(domain, rendered);
  return { domain, context, records: overridden(rendered, context), released, idle };
}

function ruleFindings({ domain, context, records }: Compiled, templates: Templates): Finding[] {
  const subject = { domain, context, records, templates };
  return domainRules.flatMap(rule => rule(subject).flatMap(finding => placed(finding, domain)));
}

function segmentFindings({ profile, recordMode, position }: Segment, templates: Templates): Finding[] {
  const findings: Finding[] = [];
  if (!templates.profiles.has(profile)) {
    const known = [...templates.profiles.keys()];
    const near = nearest(profile, known);
    findings.push({
      rule: 'unknown-template',
      severity: 'error',
      ...position,
      message: `There is no profile named "${profile}".`,
      fix: near ? `Did you mean "${near}"?` : `Known ones: ${known.sort().join(', ')}.`,
    });
  }
  if (recordMode === 'resources') {
    const message = 'Mailyard does not write one resource a record yet.';
    findings.push({ rule: 'not-built-yet', severity: 'error', ...position, message, fix: 'Write `recordMode: zone`.' });
  }
  return findings;
}

function conflictFindings(compiled: Compiled[]): Finding[] {
  const byZone = Map.groupBy(compiled, entry => entry.context.zone);
  return [...byZone].flatMap(([zone, entries]) =>
    zoneConflicts(
      zone,
      entries.flatMap(({ records, domain }) => records.map(record => ({ record, owner: domain }))),
    ),
  );
}

function estateDomain({ domain, context }: Compiled, inventory: Inventory): EstateDomain {
  const mailboxList = mailboxesOf(domain, inventory.identities);
  return { ...domain, zone: context.zone, phase: context.phase, mailboxList };
}

function estateZones(compiled: Compiled[]): EstateZone[] {
  const groups = Map.groupBy(compiled, ({ domain, context }) => `${domain.segment} ${context.zone}`);
  return [...groups.keys()].sort().map(key => estateZone(groups.get(key) ?? []));
}

function estateZone(entries: Compiled[]): EstateZone {
  const [first] = entries as [Compiled, ...Compiled[]];
  return {
    zone: first.context.zone,
    segment: first.domain.segment,
    records: entries.flatMap(entry => entry.records),
    domains: Object.fromEntries(
      entries.map(({ domain, context }) => [domain.domain, context.phase === 'retired' ? 'retired' : 'live']),
    ),
    released: entries.flatMap(entry => entry.released).sort(),
    adopt: entries.some(({ domain }) => domain.settings.adopt),
    position: first.domain.position,
  };
}
