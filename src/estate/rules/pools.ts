/** How segments fit each other: what one of them risks must not cost the others. */
import { getDomain } from 'tldts';
import type { Domain } from '../../inventory/model.ts';
import { type DomainRule, type EstateRule, OWN_JUDGEMENT, type Subject } from './rule.ts';
import { hasSenders, isLive, isPool, mailboxCount, sendsNow } from './senders.ts';

/** Below so many mailboxes an estate is too small to spread. */
const ENOUGH_TO_SPREAD = 12;

export const poolRules: DomainRule[] = [
  {
    id: 'idle-pool-domain',
    set: 'estate',
    severity: 'warning',
    title: 'An active domain for outreach that nothing sends from',
    reference: OWN_JUDGEMENT,
    check(subject) {
      const { settings } = subject.domain;
      const sends = mailboxCount(subject) > 0 || settings.relays.length > 0 || settings.sendingIps.length > 0;
      if (!isPool(subject) || !sendsNow(subject) || sends) return [];
      const message = `${subject.domain.domain} is active and has neither mailboxes nor relays: it ages unused.`;
      return [{ setting: 'mailboxes', message, fix: 'Give it mailboxes, or write `lifecycle: reserve`.' }];
    },
  },
];

export const primaryNameInPool: EstateRule = {
  id: 'primary-name-in-pool',
  set: 'deliverability',
  severity: 'warning',
  title: 'Outreach under a name that other mail depends on',
  reference: OWN_JUDGEMENT,
  check({ subjects }) {
    if (!subjects.some(isPool)) return [];
    const known = new Map<string, Domain>();
    for (const { domain } of subjects.filter(subject => !isPool(subject))) {
      const name = organisation(domain);
      if (!known.has(name)) known.set(name, domain);
    }
    return subjects.filter(isPool).flatMap(({ domain }) => {
      const other = known.get(organisation(domain));
      if (!other) return [];
      const message = `${domain.domain} shares its registered name with ${other.domain} (${other.segment}): receivers judge them as one.`;
      return [{ at: domain, message, fix: 'Register another name for outreach.' }];
    });
  },
};

export const providerConcentration: EstateRule = {
  id: 'provider-concentration',
  set: 'estate',
  severity: 'warning',
  title: 'One mail provider carries most of the outreach',
  reference: OWN_JUDGEMENT,
  check({ subjects }) {
    const share = largestShare(subjects.filter(isPool), ({ domain }) => domain.settings.mailProvider);
    if (!share || share.of < ENOUGH_TO_SPREAD || share.part <= 2 / 3) return [];
    const message = `${percent(share.part)} of the outreach mailboxes are with ${share.key}: one suspended account there stops it.`;
    const at = share.first.segment;
    return [{ at, message, fix: 'Let a second provider host a part of the pools.' }];
  },
};

export const nameConcentration: EstateRule = {
  id: 'name-concentration',
  set: 'estate',
  severity: 'warning',
  title: 'One registered name carries most of a segment',
  reference: OWN_JUDGEMENT,
  check: ({ subjects }) =>
    [...Map.groupBy(subjects.filter(isPool), ({ segment }) => segment)].flatMap(([segment, own]) => {
      const share = largestShare(own, ({ domain }) => organisation(domain));
      if (!share || share.of < ENOUGH_TO_SPREAD || share.part <= 1 / 2) return [];
      const message = `${percent(share.part)} of the mailboxes of ${segment.segment} are under ${share.key}: one listing of that name stops them.`;
      return [{ at: segment, message, fix: 'Spread them over more registered names.' }];
    }),
};

export const monitoringSharesProvider: EstateRule = {
  id: 'monitoring-shares-provider',
  set: 'estate',
  severity: 'warning',
  title: 'What watches depends on what it watches',
  reference: OWN_JUDGEMENT,
  check({ subjects }) {
    const watched = new Map<string, Subject>();
    for (const subject of subjects.filter(each => !isMonitoring(each) && isLive(each))) {
      const { mailProvider } = subject.domain.settings;
      if (!watched.has(mailProvider)) watched.set(mailProvider, subject);
    }
    return subjects.filter(isMonitoring).flatMap(({ domain }) => {
      const { mailProvider } = domain.settings;
      const other = mailProvider === 'none' ? undefined : watched.get(mailProvider);
      if (!other) return [];
      const message = `${domain.domain} is with ${mailProvider} as ${other.domain.segment} is: when that fails, so do its alarms.`;
      return [{ at: domain, setting: 'mailProvider', message, fix: 'Use a provider that no other segment uses.' }];
    });
  },
};

export const relaySharedWithPool: EstateRule = {
  id: 'relay-shared-with-pool',
  set: 'deliverability',
  severity: 'warning',
  title: 'Outreach and wanted mail leave through one relay',
  reference: OWN_JUDGEMENT,
  check({ subjects }) {
    const pools = new Map<string, string>();
    for (const { domain, segment } of subjects.filter(isPool)) {
      for (const { name } of domain.settings.relays) pools.set(name, segment.segment);
    }
    return subjects
      .filter(({ segment }) => segment.profile === 'notifications')
      .flatMap(({ domain }) =>
        domain.settings.relays
          .filter(({ name }) => pools.has(name))
          .map(({ name }) => ({
            at: domain,
            setting: 'relays',
            message: `${name} also sends the outreach of ${pools.get(name)}: a paused account stops both.`,
            fix: 'Use another relay for one of them, or separate accounts and switch this rule off with that reason.',
          })),
      );
  },
};

export const poolWithoutHours: EstateRule = {
  id: 'pool-without-hours',
  set: 'deliverability',
  severity: 'warning',
  title: 'Outreach at any hour',
  reference: OWN_JUDGEMENT,
  check({ subjects }) {
    const pools = Map.groupBy(subjects.filter(isPool).filter(sendsNow).filter(hasSenders), ({ segment }) => segment);
    return [...pools].flatMap(([segment, own]) => {
      const count = own.filter(({ domain }) => !domain.settings.sendingHours).length;
      if (count === 0) return [];
      const whose = count === own.length ? segment.segment : `${count} domains of ${segment.segment}`;
      const message = `Messages of ${whose} may leave at three at night, as no person's do.`;
      return [{ at: segment, message, fix: 'Set `sendingHours` under `defaults`.' }];
    });
  },
};

const isMonitoring = ({ segment }: Subject): boolean => segment.profile === 'internal';

const organisation = ({ domain }: Domain): string => getDomain(domain) ?? domain;

const percent = (part: number): string => `${Math.round(part * 100)} %`;

interface Share {
  key: string;
  /** Of all mailboxes, 0 to 1. */
  part: number;
  /** How many mailboxes there are. */
  of: number;
  first: Subject;
}

/** Volume goes by mailboxes: each may send as much as the next. */
function largestShare(subjects: Subject[], keyOf: (subject: Subject) => string): Share | undefined {
  const sending = subjects.filter(sendsNow).filter(subject => mailboxCount(subject) > 0);
  const of = sending.reduce((sum, subject) => sum + mailboxCount(subject), 0);
  const groups = [...Map.groupBy(sending, keyOf)].map(([key, group]) => ({
    key,
    part: group.reduce((sum, subject) => sum + mailboxCount(subject), 0) / of,
    of,
    first: group[0] as Subject,
  }));
  return groups.sort((a, b) => b.part - a.part || (a.key < b.key ? -1 : 1))[0];
}
