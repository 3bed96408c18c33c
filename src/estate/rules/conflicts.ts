/** Records of one zone that cannot stand beside each other, whichever segments they come from. */
import type { Position } from '../../inventory/finding.ts';
import type { EstateRecord } from '../../records/record.ts';
import {
  OWN_JUDGEMENT,
  type OwnedRecord,
  ownRecord,
  type Placed,
  positionOf,
  type Zone,
  type ZoneRule,
} from './rule.ts';

/** Cloudflare's quota of a free zone made since 2024-09 (developers.cloudflare.com/dns, read 2026-11-22). */
const FREE_ZONE_QUOTA = 200;

const atCrowdedNames =
  (check: (name: string, here: OwnedRecord[], zone: string) => Placed[]): ZoneRule['check'] =>
  ({ crowded, zone }) =>
    crowded.flatMap(([name, here]) => check(name, here, zone));

export const conflictRules: ZoneRule[] = [
  {
    // At the apex Cloudflare flattens a CNAME and serves what stands beside it.
    id: 'cname-conflict',
    set: 'core',
    severity: 'error',
    title: 'A CNAME stands beside another record',
    reference: 'RFC 1034 §3.6.2',
    fixed: true,
    check: atCrowdedNames((name, here, zone) => {
      if (name === zone) return [];
      const cname = here.find(({ record }) => record.type === 'CNAME');
      const other = here.find(entry => entry !== cname);
      if (!cname || !other) return [];
      const message = `${name} is a CNAME (${from(cname)}) and cannot carry the ${other.record.type} record of ${from(other)} too.`;
      return [conflict(cname, other, message, 'Give one of them another name.')];
    }),
  },
  {
    id: 'two-policies',
    set: 'core',
    severity: 'error',
    title: 'Two policies of one kind at one name',
    reference: 'RFC 7208 §3.2, RFC 9989 §4.10, RFC 8461 §3.1, RFC 8460 §3',
    fixed: true,
    check: atCrowdedNames((name, here) => {
      const texts = here.filter(({ record }) => isPolicy(record));
      if (texts.length < 2) return [];
      return ONE_A_NAME.flatMap(([start, what, reference]) => {
        const [first, second] = texts.filter(({ record }) => start.test(record.content));
        if (!first || !second) return [];
        const message = `${name} would have two ${what} records, of ${from(first)} and ${from(second)}; receivers then ignore or refuse both.`;
        return [{ ...conflict(second, first, message, 'Keep one of them.'), reference }];
      });
    }),
  },
  {
    id: 'two-dkim-keys',
    set: 'core',
    severity: 'error',
    title: 'Two DKIM keys at one selector',
    reference: 'RFC 6376 §3.6.2.2',
    fixed: true,
    check: atCrowdedNames((name, here) => {
      if (!name.includes('._domainkey.')) return [];
      const [first, second] = here.filter(({ record }) => record.type === 'TXT' && !record.provided);
      if (!first || !second) return [];
      const message = `${name} would have two keys, of ${from(first)} and ${from(second)}: verifiers take either.`;
      return [conflict(second, first, message, 'Give one of them another selector.')];
    }),
  },
  {
    // A name has one MX set; two stacks would take it from each other for ever.
    id: 'two-mx-sets',
    set: 'estate',
    severity: 'error',
    title: 'Two domains of the estate write the MX of one name',
    reference: OWN_JUDGEMENT,
    fixed: true,
    check: atCrowdedNames((name, here) => {
      if (here.every(({ owner }) => owner === here[0]?.owner)) return [];
      const [first, ...rest] = here.filter(({ record }) => record.type === 'MX');
      const other = rest.find(entry => first && entry.owner !== first.owner);
      if (!first || !other) return [];
      const message = `${name} would get its MX records from ${from(first)} and from ${from(other)}.`;
      return [conflict(other, first, message, 'Keep one of them.')];
    }),
  },
  {
    id: 'repeated-record',
    set: 'core',
    severity: 'error',
    title: 'The same record twice',
    reference: 'RFC 2181 §5',
    fixed: true,
    check: atCrowdedNames((_, here) => repeated(here)),
  },
  {
    // Keys own records: two of one name in a zone could not be told apart.
    id: 'repeated-key',
    set: 'estate',
    severity: 'error',
    title: 'Two records of a zone have one key',
    reference: OWN_JUDGEMENT,
    fixed: true,
    check: repeatedKeys,
  },
  {
    id: 'hidden-by-delegation',
    set: 'core',
    severity: 'error',
    title: 'Records below a name that the zone delegates',
    reference: 'RFC 1034 §4.2.1',
    check: hidden,
  },
  {
    // A paid plan takes more, so this one can be switched off; what collides cannot.
    id: 'zone-quota',
    set: 'estate',
    severity: 'warning',
    title: 'More records than a free zone takes',
    reference: 'https://developers.cloudflare.com/dns/manage-dns-records/',
    check: quota,
  },
];

/** All of them begin with their version. */
const isPolicy = ({ type, content }: EstateRecord): boolean => type === 'TXT' && /^v/i.test(content);

const ONE_A_NAME: [start: RegExp, what: string, reference: string][] = [
  [/^v=spf1( |$)/i, 'SPF', 'RFC 7208 §3.2'],
  [/^v=DMARC1\b/, 'DMARC', 'RFC 9989 §4.10'],
  [/^v=STSv1\b/, 'MTA-STS', 'RFC 8461 §3.1'],
  [/^v=TLSRPTv1\b/, 'TLS-RPT', 'RFC 8460 §3'],
];

function repeated(here: OwnedRecord[]): Placed[] {
  return here.flatMap((entry, index) => {
    const first = here.findIndex(({ record }) => sameValue(record, entry.record));
    const other = here[first];
    if (first === index || !other || entry.record.provided) return [];
    const message = `${entry.record.name} would have the same ${entry.record.type} record twice, of ${from(other)} and ${from(entry)}.`;
    return [conflict(entry, other, message, 'Remove one of them.')];
  });
}

/** Of records at one name. */
const sameValue = (a: EstateRecord, b: EstateRecord): boolean =>
  a.type === b.type && a.content === b.content && a.priority === b.priority && !a.provided;

const recordsOf = ({ here }: Zone): OwnedRecord[] =>
  here.flatMap(({ records, domain }) => records.map(record => ({ record, owner: domain })));

const countOf = ({ here }: Zone): number => here.reduce((sum, { records }) => sum + records.length, 0);

function repeatedKeys(zone: Zone): Placed[] {
  const keys = new Set<string>();
  for (const { records } of zone.here) for (const { key } of records) keys.add(key);
  if (keys.size === countOf(zone)) return [];
  const seen = new Map<string, OwnedRecord>();
  return recordsOf(zone).flatMap(entry => {
    const key = `${entry.owner.segment} ${entry.record.key}`;
    const first = seen.get(key);
    seen.set(key, first ?? entry);
    if (!first) return [];
    const message = `Two records of the zone would have the key ${entry.record.key}: of ${from(first)} and ${from(entry)}.`;
    return [conflict(entry, first, message, 'Give one of them another name.')];
  });
}

/** What stands at or below the name is asked of other servers; only its NS and DS are the zone's own, and addresses as glue. */
function hidden(whole: Zone): Placed[] {
  const { zone, here } = whole;
  if (!here.some(({ records }) => records.some(({ type }) => type === 'NS'))) return [];
  const records = recordsOf(whole);
  const cuts = records.filter(({ record }) => record.type === 'NS' && record.name !== zone);
  return cuts
    .filter((cut, index) => cuts.findIndex(({ record }) => record.name === cut.record.name) === index)
    .flatMap(cut => {
      const { name } = cut.record;
      const below = records.find(
        ({ record }) =>
          !['NS', 'DS', 'A', 'AAAA'].includes(record.type) &&
          (record.name === name || record.name.endsWith(`.${name}`)),
      );
      if (!below) return [];
      const message = `${name} is delegated by its NS records (${from(cut)}), so nobody sees the ${below.record.type} record of ${from(below)} in ${zone}.`;
      return [conflict(below, cut, message, `Give ${name} a zone of its own, or remove its NS records.`)];
    });
}

function quota(zone: Zone): Placed[] {
  const count = countOf(zone);
  const [first] = zone.here;
  if (count <= FREE_ZONE_QUOTA || !first) return [];
  const consents = recordsOf(zone).filter(({ record }) => record.role === 'consent').length;
  const wildcard =
    consents > FREE_ZONE_QUOTA / 2
      ? ` ${consents} of them are consents: \`contacts.consent: wildcard\` needs one.`
      : '';
  const message = `${zone.zone} would carry ${count} records; a free zone takes ${FREE_ZONE_QUOTA}, the web site's own among them.`;
  return [{ at: first.domain, message, fix: `Use a paid plan for this zone, or fewer records.${wildcard}` }];
}

function conflict(at: OwnedRecord, other: OwnedRecord, message: string, fix: string): Placed {
  const [here, there] = [placeOf(at), placeOf(other)];
  const same = here.file === there.file && here.line === there.line;
  const origin = same ? '' : ` The other one comes from ${there.file}:${there.line}:${there.column}.`;
  return { at: at.owner, setting: settingOf(at), message: message + origin, fix };
}

const placeOf = (entry: OwnedRecord): Position => positionOf(entry.owner, settingOf(entry));

/** A record's source is a setting, or the template that a setting names. */
function settingOf({ record, owner }: OwnedRecord): string {
  const { mailProvider, relays } = owner.settings;
  if (record.source === 'records') return ownRecord(record, owner);
  if (record.source === mailProvider) return 'mailProvider';
  return relays.some(relay => relay.name === record.source) ? 'relays' : record.source;
}

const from = ({ record, owner }: OwnedRecord): string => `${owner.domain} (${record.source})`;
