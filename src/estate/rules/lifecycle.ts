/** Domains and relays that go: what still points at them, and what goes on without end. */
import { daysBetween } from '../../dates.ts';
import { addressDomain } from '../../records/dmarc.ts';
import { dmarcReports } from '../../records/policies.ts';
import { type DomainRule, type EstateRule, OWN_JUDGEMENT, type Subject } from './rule.ts';
import { isLive } from './senders.ts';

/** So long before the MX goes it is worth a word. */
const NOTICE_DAYS = 7;
/** RFC 5321 §4.5.4.1: queues give up after days; half a year is no grace time any more. */
const LONGEST_GRACE = 180;
/** So long after its grace time an entry under `leaving` is only litter. */
const LITTER_DAYS = 60;

export const lifecycleRules: DomainRule[] = [
  {
    id: 'retirement-near',
    set: 'estate',
    severity: 'info',
    title: 'A retired domain soon takes no more mail',
    reference: OWN_JUDGEMENT,
    check({ domain: { settings }, context, today }) {
      const { since, graceDays } = settings.lifecycle;
      if (context.phase !== 'retiring' || since === undefined) return [];
      const left = graceDays - daysBetween(since, today);
      if (left > NOTICE_DAYS) return [];
      const message = `In ${left} day${left === 1 ? '' : 's'} the domain takes no more mail: a null MX replaces its own.`;
      return [{ setting: 'lifecycle.since', message, fix: 'Raise `graceDays` where its mail is still wanted.' }];
    },
  },
  {
    id: 'grace-without-end',
    set: 'security',
    severity: 'warning',
    title: 'A grace time of more than half a year',
    reference: 'RFC 5321 §4.5.4.1',
    check({ domain: { settings } }) {
      const { state, graceDays } = settings.lifecycle;
      if (graceDays <= LONGEST_GRACE || (state !== 'retired' && settings.leaving.length === 0)) return [];
      const message = `For ${graceDays} days what is left keeps its keys and may sign with the name.`;
      return [{ setting: 'lifecycle.graceDays', message, fix: 'Queues are empty after a week: 30 is plenty.' }];
    },
  },
  {
    id: 'leaving-over',
    set: 'estate',
    severity: 'warning',
    title: 'An entry under `leaving` that ended long ago',
    reference: OWN_JUDGEMENT,
    check: ({ domain: { settings }, today }) =>
      settings.leaving
        .filter(({ since }) => daysBetween(since, today) > settings.lifecycle.graceDays + LITTER_DAYS)
        .map(({ name, since }) => ({
          setting: 'leaving',
          message: `${name} was left on ${since}, and its records are long gone.`,
          fix: 'Remove it from `leaving`.',
        })),
  },
  {
    id: 'leaving-in-use',
    set: 'inventory',
    severity: 'warning',
    title: 'A provider is in use and being left',
    reference: OWN_JUDGEMENT,
    check: ({ domain: { settings } }) =>
      settings.leaving
        .filter(({ since: _, ...left }) =>
          [{ name: settings.mailProvider }, ...settings.relays].some(used => sameFields(used, left)),
        )
        .map(({ name }) => ({
          setting: 'leaving',
          message: `${name} is in use as it was: its records stay, whatever \`leaving\` says.`,
          fix: 'Remove it from one of the two.',
        })),
  },
];

export const retiredStillUsed: EstateRule = {
  id: 'retired-still-used',
  set: 'estate',
  severity: 'warning',
  title: 'Something still depends on a retired domain',
  reference: OWN_JUDGEMENT,
  check({ subjects, ownerOf }) {
    if (subjects.every(isLive)) return [];
    const said = new Set<string>();
    return subjects.filter(isLive).flatMap(subject =>
      dependencies(subject).flatMap(({ host, what, setting }) => {
        const owner = ownerOf(host);
        if (!owner || isLive(owner) || said.has(`${what} ${host}`)) return [];
        said.add(`${what} ${host}`);
        const message = `${what} depends on ${host}, and ${owner.domain.domain} is retired.`;
        return [{ at: subject.domain, setting, message, fix: 'Point it elsewhere before the grace time ends.' }];
      }),
    );
  },
};

interface Dependency {
  host: string;
  what: string;
  setting: string;
}

function dependencies({ domain, context, records }: Subject): Dependency[] {
  const { settings } = domain;
  const boxes = typeof settings.mailboxes === 'number' ? [] : settings.mailboxes;
  return [
    ...dmarcReports(context).map(address => ({
      host: addressDomain(address),
      what: 'The mailbox for DMARC reports',
      setting: 'dmarc.reports',
    })),
    ...boxes.flatMap(({ user, forwardTo = [] }) =>
      forwardTo.map(address => ({
        host: addressDomain(address),
        what: `The forwarding of ${user}`,
        setting: 'mailboxes',
      })),
    ),
    ...records
      .filter(({ type, content }) => LEADS.has(type) && content !== '.')
      .map(({ type, name, content, source }) => ({
        host: content.slice(content.lastIndexOf(' ') + 1),
        what: `The ${type} record at ${name}`,
        setting: source,
      })),
  ];
}

const LEADS = new Set<string>(['CNAME', 'MX', 'SRV']);

function sameFields(a: object, b: object): boolean {
  const text = (fields: object) =>
    JSON.stringify(
      Object.entries(fields)
        .filter(([, value]) => value !== undefined)
        .sort(),
    );
  return text(a) === text(b);
}
