/** One domain, explained: its life, who hosts and sends its mail, and every setting with its place. */
import type { Subject } from '../estate/rules/rule.ts';
import type { Finding } from '../inventory/finding.ts';
import { graceEnd } from '../records/phase.ts';
import { spfHosts } from '../records/spf-hosts.ts';
import type { State } from '../state/state.ts';
import { costOfDomain, todayOf } from './cost.ts';
import type { DomainExplanation, Setting } from './explanation.ts';
import { type Around, settingPlace, templateOrigin } from './places.ts';
import { appliedOf, spfPriceAt } from './record.ts';
import { sendersOf, useOf } from './subject.ts';
import { valueAt } from './values.ts';

/** With `all` the built-in defaults too. */
export function explainDomain(
  subject: Subject,
  findings: Finding[],
  state: State,
  around: Around,
  { all }: { all: boolean },
): DomainExplanation {
  const { domain, context, segment, records } = subject;
  const { state: lifecycle, since, graceDays } = domain.settings.lifecycle;
  const prices = spfHosts(context).map(({ host }) => ({ host, price: spfPriceAt(host, subject) }));
  return {
    domain: domain.domain,
    zone: context.zone,
    segment: domain.segment,
    ...(segment.purpose && { purpose: segment.purpose }),
    position: domain.position,
    phase: context.phase,
    lifecycle,
    ...(lifecycle === 'retired' && since && { graceEnds: graceEnd(since, graceDays) }),
    senders: sendersOf(context).map(({ sender: { template }, use }) => ({
      name: template.name,
      use,
      place: useOf(template.name, domain, around).place,
      template: templateOrigin(template, [], around),
    })),
    mailboxes: addressesOf(domain.domain, around),
    today: todayOf(domain.domain, around),
    cost: costOfDomain(domain.domain, around),
    spf: prices.flatMap(({ host, price }) => (price ? [{ host, ...price }] : [])),
    upcoming: upcomingOf(domain.domain, around),
    settings: settingsOf(subject).filter(({ place }) => all || place.level !== 'built-in'),
    records: records.map(record => {
      const { key, type, name, content, provided } = record;
      const applied = provided && !provided.given ? ('waiting' as const) : appliedOf(record, subject, state).status;
      return { key, type, name, content, applied };
    }),
    findings: findings.filter(finding => finding.domain === domain.domain),
  };
}

const addressesOf = (domain: string, { estate }: Around): string[] =>
  estate.domains
    .find(each => each.domain === domain)
    ?.mailboxes()
    .map(({ address }) => address) ?? [];

function upcomingOf(domain: string, { estate }: Around): DomainExplanation['upcoming'] {
  return estate.upcoming
    .filter(each => each.domain === domain)
    .map(({ date, reasons, before, after }) => {
      const kept = new Set(after.map(({ key }) => key));
      return { date, reasons, removes: before.map(({ key }) => key).filter(key => !kept.has(key)) };
    });
}

function settingsOf({ domain }: Subject): Setting[] {
  const order = Object.keys(domain.settings);
  const rank = (setting: string) => order.indexOf(setting.split('.', 1)[0] ?? '');
  const written = Object.keys(domain.origins()).filter(setting => !setting.startsWith('records.'));
  const paths = written.sort((a, b) => rank(a) - rank(b));
  return paths.map(setting => ({
    setting,
    value: valueAt(domain.settings, setting),
    place: settingPlace(domain, setting),
  }));
}
