/** One record, explained: what decided each part of it, what the state knows of it, what looks at it. */
import { ZONE_RECORDS } from '../estate/resource.ts';
import type { RuleHead, Subject } from '../estate/rules/rule.ts';
import type { Finding } from '../inventory/finding.ts';
import { sameRecord } from '../records/canonical.ts';
import { hostOfKey } from '../records/key.ts';
import type { EstateRecord, ZoneRecord } from '../records/record.ts';
import { spfHosts } from '../records/spf-hosts.ts';
import { isOwnInclude } from '../records/spf-own-includes.ts';
import { LOOKUP_LIMIT } from '../spf/limits.ts';
import type { State } from '../state/state.ts';
import type { Applied, Reason, RecordExplanation, RuleHere, SpfPrice } from './explanation.ts';
import { speaksOf } from './findings.ts';
import { looksAt, looksOf } from './looks.ts';
import { type Around, settingPlace } from './places.ts';
import { settingReasons } from './record-reasons.ts';
import { because } from './subject.ts';
import { fromTemplate } from './template-reasons.ts';

/** A record with what its domain's override made of it. */
export interface Found {
  subject: Subject;
  /** As the settings render it. */
  rendered: EstateRecord;
  /** As it is planned; undefined where an override keeps it out. */
  planned?: EstateRecord;
}

export function explainRecord(found: Found, findings: Finding[], state: State, around: Around): RecordExplanation {
  const { subject, rendered, planned } = found;
  const record = planned ?? rendered;
  const { template, reasons } = fromTemplate(rendered, subject, around) ?? {
    template: undefined,
    reasons: settingReasons(rendered, subject, around),
  };
  const looks = looksOf(subject, around.whole).filter(look => looksAt(look, record));
  const why = [...reasons, ...timeToLive(found), ...overrides(found)];
  return {
    zone: subject.context.zone,
    segment: subject.domain.segment,
    record,
    withheld: planned === undefined,
    reasons: why,
    ...(template && { template }),
    applied: appliedOf(record, subject, state),
    ...spfPrice(record, subject),
    rules: looks.map(({ rule }) => ruleHere(rule, subject)),
    findings: findings.filter(finding => speaksOf(finding, record, { looks, why, domain: subject.domain })),
  };
}

/** Whether the state has this record, and as it is planned now. What carries it is gathered in the zone. */
export function appliedOf(record: EstateRecord, { context, domain }: Subject, { stacks }: State): Applied {
  const resources = stacks.find(({ stack }) => stack === domain.segment)?.resources ?? [];
  const inputs = resources.find(({ type, name }) => type === ZONE_RECORDS && name === context.zone)?.inputs;
  const stored = (inputs?.records as Record<string, ZoneRecord> | undefined)?.[record.key];
  if (!stored) return { status: 'absent' };
  // What the provider gave only the state knows.
  if (record.provided?.given) return { status: 'applied' };
  return sameRecord(stored, record) ? { status: 'applied' } : { status: 'differs', stored };
}

/** Worst-case lookups by the prices of the templates, offline. */
export function spfPriceAt(host: string, { context }: Subject): SpfPrice | undefined {
  const spf = spfHosts(context).find(each => each.host === host)?.record;
  if (!spf || context.phase === 'retired') return undefined;
  return { lookups: spf.lookups, limit: LOOKUP_LIMIT, octets: Buffer.byteLength(spf.content) };
}

/** An own include is part of what its host's record costs. */
function spfPrice({ key, role }: EstateRecord, subject: Subject): { spf?: SpfPrice } {
  const price =
    role === 'spf' && !isOwnInclude(key) ? spfPriceAt(hostOfKey(key, subject.context.zone), subject) : undefined;
  return price ? { spf: price } : {};
}

/** Own records and templates may say it themselves; the record's reasons have their place already. */
function timeToLive({ rendered, subject: { domain, context } }: Found): Reason[] {
  if (rendered.proxied) return [];
  const usual = rendered.ttl === context.settings.ttl;
  return usual ? [because(`TTL ${rendered.ttl}`, 'ttl', domain)] : [];
}

function overrides({ rendered, planned, subject: { domain } }: Found): Reason[] {
  const setting = `overrides.${rendered.key}`;
  if (!planned) return [because('not written', setting, domain)];
  const override = domain.settings.overrides[rendered.key];
  if (override === undefined || override === 'none' || planned === rendered) return [];
  return Object.entries(override).map(([field, value]) => ({
    part: `${field}: ${value}`,
    setting: `${setting}.${field}`,
    place: settingPlace(domain, `${setting}.${field}`),
    note: `the settings would render ${JSON.stringify(rendered[field as keyof ZoneRecord] ?? null)}`,
  }));
}

function ruleHere({ id, title, severity, fixed }: RuleHead, { domain }: Subject): RuleHere {
  const level = fixed ? undefined : domain.settings.rules[id]?.level;
  const here = { id, title, level: level ?? severity };
  return level ? { ...here, place: settingPlace(domain, `rules.${id}.level`) } : here;
}
