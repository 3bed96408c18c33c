/** Which setting decides which part of a record, role by role. */
import type { Subject } from '../estate/rules/rule.ts';
import type { SpfLock } from '../inventory/model.ts';
import { canonical } from '../records/canonical.ts';
import { extraDrafts } from '../records/extra.ts';
import { hostOfKey } from '../records/key.ts';
import type { EstateRecord } from '../records/record.ts';
import { FLATTENED, type Flattening } from '../records/spf-flatten.ts';
import { spfHosts } from '../records/spf-hosts.ts';
import { isOwnInclude } from '../records/spf-own-includes.ts';
import type { Reason } from './explanation.ts';
import { type Around, itemPlace, placeOf, settingPlace, sharedPlace } from './places.ts';
import { because, useOf } from './subject.ts';

type Explain = (record: EstateRecord, subject: Subject, around: Around) => Reason[];

/** Of records that no template renders, by their source. */
export function settingReasons(record: EstateRecord, subject: Subject, around: Around): Reason[] {
  return (bySource[record.source] ?? bySetting)(record, subject, around);
}

const bySource: Record<string, Explain> = {
  spf: (record, subject, around) =>
    subject.context.phase === 'retired' ? retired(record, subject) : spf(record, subject, around),
  dmarc,
  lifecycle: retired,
  returnPath: (_record, { domain }) => [
    because('the record', 'returnPath', domain, "its bounces arrive where the domain's mail does"),
    because('the host', 'sendingIps', domain, 'senders of its own use it'),
  ],
  'mta-sts': (_record, { domain }) => {
    const { mode, maxAge, mx } = domain.settings.mtaSts;
    return [
      because(`mode: ${mode}`, 'mtaSts.mode', domain, 'the id is the hash of the policy'),
      because(`max_age: ${maxAge}`, 'mtaSts.maxAge', domain),
      ...(mx.length > 0 ? [because(`mx: ${mx.join(', ')}`, 'mtaSts.mx', domain, "beside the domain's own MX")] : []),
    ];
  },
  'mtaSts.policyHost': ({ content }, { domain }) => [because(content, 'mtaSts.policyHost', domain)],
  'tls-rpt': ({ content }, { domain }, around) =>
    domain.settings.tlsReports.length > 0
      ? [because(content, 'tlsReports', domain)]
      : [contact(content, 'tlsReports', around), because('the record', 'mtaSts.mode', domain, 'comes with MTA-STS')],
  bimi: (_record, { domain }) =>
    ['bimi.logo', 'bimi.certificate', 'bimi.selector']
      .filter(setting => domain.origins()[setting])
      .map(setting => because(setting.replace('bimi.', ''), setting, domain)),
  caa: ({ content }, { domain }, around) => {
    const [, tag = '', value = ''] = /^0 (\w+) "(.*)"$/.exec(content) ?? [];
    const list = `caa.${tag}`;
    const index = (domain.settings.caa?.[tag as 'issue'] ?? []).indexOf(value);
    return [{ part: value, setting: list, place: itemPlace(domain, list, [index], around) }];
  },
  'contacts.consent': consent,
  records: (record, subject, around) => {
    const index = ownIndex(record, subject);
    const origin = around.places.records(subject.domain)[index];
    const place = origin ? placeOf(origin) : settingPlace(subject.domain, 'records');
    return [{ part: 'the record', setting: 'records', place }];
  },
};

const bySetting: Explain = ({ source }, { domain }) => [because('the record', source, domain)];

/** What is left of a domain after its grace time. */
function retired(_record: EstateRecord, { domain }: Subject): Reason[] {
  const { since, graceDays } = domain.settings.lifecycle;
  return [
    because('retired', 'lifecycle.state', domain, 'it refuses mail in every direction'),
    because(`since ${since}`, 'lifecycle.since', domain),
    because(`${graceDays} days of grace`, 'lifecycle.graceDays', domain),
  ];
}

function spf({ key }: EstateRecord, { domain, context }: Subject, around: Around): Reason[] {
  const host = hostOfKey(key, context.zone);
  const found = spfHosts(context).find(each => each.host === host);
  const instead = (part: string, lookups?: number): Reason => ({
    ...because(part, 'spf.flatten', domain, found?.flattening && inPlaceOf(found.flattening, context.spfLock)),
    ...(lookups && { lookups }),
  });
  if (isOwnInclude(key)) return [instead('the networks')];
  const terms = (found?.record.parts ?? []).flatMap(({ source, terms, lookups, unpriced }) => {
    if (source === FLATTENED) return [instead(terms.join(' '), lookups)];
    if (source === 'sendingIps' || source === 'spf.include') {
      const values: string[] = source === 'sendingIps' ? domain.settings.sendingIps : domain.settings.spf.include;
      return terms.map(term => {
        const index = values.findIndex(value => term.endsWith(`:${value}`));
        const note = unpriced ? 'no template knows its price' : undefined;
        const place = itemPlace(domain, source, [index], around);
        return { part: term, setting: source, place, lookups, ...(note && { note }) };
      });
    }
    const title = context.providers.get(source)?.title;
    return [{ part: terms.join(' '), ...useOf(source, domain, around), lookups, ...(title && { note: title }) }];
  });
  return [...terms, because(domain.settings.spf.all, 'spf.all', domain)];
}

/** Since when: the oldest of the entries that stand in it. */
function inPlaceOf({ replaced }: Flattening, lock: SpfLock): string {
  const names = replaced.map(({ name }) => name);
  const [oldest] = names.flatMap(name => lock[name]?.resolved ?? []).sort();
  return `in place of ${names.join(', ')}, as of ${oldest} in spf.lock.json`;
}

const DMARC_TAGS: Record<string, string> = {
  p: 'dmarc.policy',
  sp: 'dmarc.subdomains',
  np: 'dmarc.nonexistent',
  t: 'dmarc.testing',
  adkim: 'dmarc.alignment.dkim',
  aspf: 'dmarc.alignment.spf',
};

function dmarc({ content }: EstateRecord, { domain }: Subject, around: Around): Reason[] {
  return content.split('; ').flatMap(part => {
    const setting = DMARC_TAGS[part.split('=', 1)[0] ?? ''];
    if (setting) return [because(part, setting, domain)];
    if (!part.startsWith('rua=')) return [];
    return domain.settings.dmarc.reports.length > 0
      ? [because(part, 'dmarc.reports', domain)]
      : [contact(part, 'dmarcReports', around)];
  });
}

/** Who sends the reports that this record consents to, and what names this domain for them. */
function consent({ name }: EstateRecord, { context }: Subject, around: Around): Reason[] {
  const asker = around.whole.byName.get(name.slice(0, name.indexOf('._report.')))?.domain;
  const place = sharedPlace(['contacts', 'consent'], around);
  const how = { setting: 'contacts.consent', place, note: `\`${context.contacts.consent}\`` };
  const own = asker?.settings.dmarc.reports ?? [];
  return [
    { part: `reports of ${asker?.domain ?? 'every domain'}`, ...how },
    own.length > 0 && asker
      ? because(own.join(', '), 'dmarc.reports', asker)
      : contact(context.contacts.dmarcReports ?? '', 'dmarcReports', around),
  ];
}

function contact(part: string, name: 'dmarcReports' | 'tlsReports', around: Around): Reason {
  return { part, setting: `contacts.${name}`, place: sharedPlace(['contacts', name], around) };
}

/** Which of `records` this one is. */
function ownIndex(record: EstateRecord, { context, rendered }: Subject): number {
  const before = rendered.find(({ key }) => key === record.key) ?? record;
  const own = extraDrafts(context).map(draft => canonical({ ...draft, ttl: draft.ttl ?? context.settings.ttl }));
  const alike = own.map(({ name, type }) => name === before.name && type === before.type);
  const same = alike.findIndex((like, index) => like && own[index]?.content === before.content);
  return same >= 0 ? same : alike.indexOf(true);
}
