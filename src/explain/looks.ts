/**
 * Which rules look at a record. Nobody declares it: each rule is run once over a domain that notes what is read of it. A rule
 * looks at a record when it reads its value, or a setting that is about records of this role alone.
 */
import { domainRules, estateRules, zoneRules } from '../estate/rules/index.ts';
import type { RuleHead, Subject, Whole } from '../estate/rules/rule.ts';
import { wholeOf, zonesOf } from '../estate/rules/whole.ts';
import type { EstateRecord, RecordRole } from '../records/record.ts';

/** What one rule read of one domain. */
export interface Look {
  rule: RuleHead;
  /** Keys of the records whose values it read. */
  records: Set<string>;
  /** Settings at the top level. */
  settings: Set<string>;
}

/** Settings that are about one kind of record alone; which template is used is about too many. */
const OWN_SETTINGS: Partial<Record<RecordRole, string[]>> = {
  spf: ['spf', 'sendingIps'],
  dkim: ['dkim'],
  dmarc: ['dmarc'],
  'return-path': ['returnPath'],
  'mta-sts': ['mtaSts'],
  'tls-rpt': ['tlsReports'],
  bimi: ['bimi'],
  caa: ['caa'],
};

export const looksAt = ({ records, settings }: Look, { key, role }: Pick<EstateRecord, 'key' | 'role'>): boolean =>
  records.has(key) || (OWN_SETTINGS[role] ?? []).some(setting => settings.has(setting));

/** Every rule with what it reads of this domain. A rule that has no business here reads nothing. */
export function looksOf(subject: Subject, whole: Whole): Look[] {
  return [
    ...domainRules.map(rule => watched(rule, subject, each => rule.check(each))),
    ...zoneRules.map(rule =>
      watched(rule, subject, each => [...zonesOf(inZone(each, whole))].map(zone => rule.check(zone))),
    ),
    ...estateRules.map(rule => watched(rule, subject, each => rule.check(withSubject(whole, each)))),
  ];
}

/** Rules remember what they worked out by the subject or its context, so each gets a pair of its own. */
function watched(rule: RuleHead, subject: Subject, check: (watched: Subject) => unknown): Look {
  const look: Look = { rule, records: new Set(), settings: new Set() };
  const watch = (record: EstateRecord) => noting(record, name => VALUE.has(name) && look.records.add(record.key));
  const settings = noting(subject.domain.settings, name => look.settings.add(name));
  const records = subject.records.map(watch);
  check({
    ...subject,
    domain: { ...subject.domain, settings },
    context: { ...subject.context, settings },
    records,
    mx: records.filter(({ role }) => role === 'mx'),
    rendered: subject.rendered.map(watch),
  });
  return look;
}

/** Name, type and role tell which records a rule wants; these are what it then looks at. */
const VALUE = new Set(['content', 'priority', 'ttl', 'proxied']);

function noting<T extends object>(target: T, note: (name: string) => void): T {
  return new Proxy(target, {
    get(of, name) {
      if (typeof name === 'string') note(name);
      return Reflect.get(of, name);
    },
  });
}

const inZone = (subject: Subject, { subjects }: Whole): Subject[] =>
  subjects
    .filter(({ context }) => context.zone === subject.context.zone)
    .map(each => (each.domain.domain === subject.domain.domain ? subject : each));

function withSubject(whole: Whole, subject: Subject): Whole {
  const subjects = whole.subjects.map(each => (each.domain.domain === subject.domain.domain ? subject : each));
  const { inventory, templates, today, outsideReports } = whole;
  return wholeOf(inventory, subjects, { templates, today, outsideReports });
}
