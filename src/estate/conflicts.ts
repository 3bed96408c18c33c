/** Records of one zone that cannot stand beside each other, whichever segments they come from. */
import type { Finding, Position } from '../inventory/finding.ts';
import type { Domain } from '../inventory/model.ts';
import type { EstateRecord } from '../records/record.ts';
import { placed as atItsPlace, type DomainFinding, positionOf } from './rules/rule.ts';

/** Cloudflare's quota of a free zone made since 2024-09 (developers.cloudflare.com/dns, read 2026-11-22). */
const FREE_ZONE_QUOTA = 200;

/** A record with the domain whose inventory asks for it. */
export interface Placed {
  record: EstateRecord;
  owner: Domain;
}

export function zoneConflicts(zone: string, placed: Placed[]): Finding[] {
  const byName = Map.groupBy(placed, ({ record }) => record.name);
  const named = [...byName].flatMap(([name, here]) =>
    here.length === 1
      ? []
      : [...cnameConflict(name, zone, here), ...versionConflicts(name, here), ...mxOwners(name, here), ...twins(here)],
  );
  return [...named, ...repeatedKeys(placed), ...quota(zone, placed)];
}

/** RFC 1034 §3.6.2. At the apex Cloudflare flattens a CNAME and serves what stands beside it. */
function cnameConflict(name: string, zone: string, here: Placed[]): Finding[] {
  if (name === zone) return [];
  const cname = here.find(({ record }) => record.type === 'CNAME');
  const other = here.find(entry => entry !== cname);
  if (!cname || !other) return [];
  const message = `${name} is a CNAME (${from(cname)}) and cannot carry the ${other.record.type} record of ${from(other)} too.`;
  const fix = 'Give one of them another name.';
  return [conflict('cname-conflict', cname, other, message, fix, 'RFC 1034 §3.6.2')];
}

const ONE_A_NAME: [start: RegExp, what: string, reference: string][] = [
  [/^v=spf1( |$)/i, 'SPF', 'RFC 7208 §3.2'],
  [/^v=DMARC1\b/, 'DMARC', 'RFC 9989 §4.10'],
  [/^v=STSv1\b/, 'MTA-STS', 'RFC 8461 §3.1'],
  [/^v=TLSRPTv1\b/, 'TLS-RPT', 'RFC 8460 §3'],
];

function versionConflicts(name: string, here: Placed[]): Finding[] {
  const texts = here.filter(({ record }) => record.type === 'TXT');
  if (texts.length < 2) return [];
  return ONE_A_NAME.flatMap(([start, what, reference]) => {
    const [first, second] = texts.filter(({ record }) => start.test(record.content));
    if (!first || !second) return [];
    const message = `${name} would have two ${what} records, of ${from(first)} and ${from(second)}; receivers then ignore or refuse both.`;
    return [conflict('two-policies', second, first, message, 'Keep one of them.', reference)];
  });
}

/** A name has one MX set; two stacks would take it from each other for ever. */
function mxOwners(name: string, here: Placed[]): Finding[] {
  const [first, ...rest] = here.filter(({ record }) => record.type === 'MX');
  const other = rest.find(entry => first && entry.owner !== first.owner);
  if (!first || !other) return [];
  const message = `${name} would get its MX records from ${from(first)} and from ${from(other)}.`;
  return [conflict('two-mx-sets', other, first, message, 'Keep one of them.')];
}

/** Cloudflare refuses a record that repeats another one (81058). */
function twins(here: Placed[]): Finding[] {
  const seen = new Map<string, Placed>();
  return here.flatMap(entry => {
    const { type, content, priority, provided } = entry.record;
    if (provided) return [];
    const value = `${type} ${priority ?? ''} ${content}`;
    const first = seen.get(value);
    seen.set(value, first ?? entry);
    if (!first) return [];
    const message = `${entry.record.name} would have the same ${type} record twice, of ${from(first)} and ${from(entry)}.`;
    return [conflict('repeated-record', entry, first, message, 'Remove one of them.')];
  });
}

/** Keys own records: two of one name in a zone could not be told apart. */
function repeatedKeys(placed: Placed[]): Finding[] {
  if (new Set(placed.map(({ record }) => record.key)).size === placed.length) return [];
  const seen = new Map<string, Placed>();
  return placed.flatMap(entry => {
    const key = `${entry.owner.segment} ${entry.record.key}`;
    const first = seen.get(key);
    seen.set(key, first ?? entry);
    if (!first) return [];
    const message = `Two records of the zone would have the key ${entry.record.key}: of ${from(first)} and ${from(entry)}.`;
    return [conflict('repeated-key', entry, first, message, 'Give one of them another name.')];
  });
}

/** A paid plan takes more, so this one can be switched off; what collides cannot. */
function quota(zone: string, placed: Placed[]): Finding[] {
  const [first] = placed;
  if (placed.length <= FREE_ZONE_QUOTA || !first) return [];
  const consents = placed.filter(({ record }) => record.role === 'consent').length;
  const wildcard =
    consents > FREE_ZONE_QUOTA / 2
      ? ` ${consents} of them are consents: \`contacts.consent: wildcard\` needs one.`
      : '';
  const finding: DomainFinding = {
    rule: 'zone-quota',
    severity: 'warning',
    message: `${zone} would carry ${placed.length} records; a free zone takes ${FREE_ZONE_QUOTA}, the web site's own among them.`,
    fix: `Use a paid plan for this zone, or fewer records.${wildcard}`,
  };
  return atItsPlace(finding, first.owner);
}

function conflict(rule: string, at: Placed, other: Placed, message: string, fix: string, reference?: string): Finding {
  const [here, there] = [placeOf(at), placeOf(other)];
  const same = here.file === there.file && here.line === there.line;
  const origin = same ? '' : ` The other one comes from ${there.file}:${there.line}:${there.column}.`;
  return { rule, severity: 'error', ...here, domain: at.owner.domain, message: message + origin, fix, reference };
}

/** A record's source is a setting, or the template that a setting names. */
function placeOf({ record, owner }: Placed): Position {
  const { mailProvider, relays } = owner.settings;
  if (record.source === mailProvider) return positionOf(owner, 'mailProvider');
  if (relays.some(relay => relay.name === record.source)) return positionOf(owner, 'relays');
  return positionOf(owner, record.source);
}

const from = ({ record, owner }: Placed): string => `${owner.domain} (${record.source})`;
