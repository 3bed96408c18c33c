/** What providers can do and let through, against what the inventory asks of them. */
import type { MailboxEntry } from '../../inventory/model.ts';
import type { ProviderTemplate } from '../../inventory/provider-template.ts';
import { type Ask, openAsks } from '../../mail/asks.ts';
import type { AdapterFacts } from '../../mail/capabilities.ts';
import { type DomainRule, type EstateRule, OWN_JUDGEMENT, type Subject, type Whole } from './rule.ts';
import { isLive, mailboxCount } from './senders.ts';

export interface Use {
  subject: Subject;
  template: ProviderTemplate;
  setting: 'mailProvider' | 'relays';
}

/** Said once for each segment, provider and level that the inventory gives the rule: thousands of domains agree. */
export function oncePerProvider<U extends Use>(rule: string, uses: U[], more: (use: U) => string = () => ''): U[][] {
  const groups = Map.groupBy(uses, use => {
    const { domain, segment } = use.subject;
    return [segment.segment, use.template.name, domain.settings.rules[rule]?.level, more(use)].join(' ');
  });
  return [...groups.values()];
}

export const domainsOf = (uses: Use[]): string => {
  const [first] = uses as [Use, ...Use[]];
  const { domain, segment } = first.subject;
  return uses.length === 1 ? domain.domain : `${uses.length} domains of ${segment.segment}`;
};

/** Only where Mailyard makes the mailboxes: there is an adapter, and an account for it. */
export const providerCannot: EstateRule = {
  id: 'provider-cannot',
  set: 'estate',
  severity: 'warning',
  title: 'A mailbox asks for what no API of its provider does',
  reference: OWN_JUDGEMENT,
  check: ({ subjects, templates }) =>
    oncePerProvider(
      'provider-cannot',
      subjects.flatMap(subject => unmetAsks(subject, templates)),
      ({ ask }) => ask.capability,
    ).map(unmet => {
      const [{ subject, template, ask, facts }] = unmet as [Unmet];
      const mailboxes = unmet.reduce((sum, { count }) => sum + count, 0);
      const who = `\`${ask.setting}\` of ${mailboxes === 1 ? 'a mailbox' : `${mailboxes} mailboxes`} (${domainsOf(unmet)})`;
      const manual = facts.capabilities[ask.capability] === 'manual';
      const message = manual
        ? `${template.title} has no API for ${ask.capability === 'sendLimit' ? `a ${ask.what}` : ask.what}: ${who} is left to do by hand.`
        : `${template.title} has no ${ask.what}: ${who} is left out.`;
      const fix = manual ? 'See `mailyard todo`.' : `Remove it, or use a provider that has it: docs/providers.md.`;
      return { at: subject.domain, setting: 'mailboxes', message, fix };
    }),
};

interface Unmet extends Use {
  ask: Ask;
  facts: AdapterFacts;
  count: number;
}

function unmetAsks(subject: Subject, { providers, adapters }: Whole['templates']): Unmet[] {
  const { domain, segment } = subject;
  const { mailProvider, mailboxes } = domain.settings;
  const [facts, template] = [adapters.get(mailProvider), providers.get(mailProvider)];
  if (!facts || !template || segment.accounts[mailProvider] === undefined) return [];
  const asking = ({ askedBy }: Ask): number => {
    const asks = (mailbox: Partial<MailboxEntry>) => askedBy(mailbox, domain.settings);
    return typeof mailboxes === 'number' ? (asks({}) ? mailboxes : 0) : mailboxes.filter(asks).length;
  };
  return openAsks(facts)
    .map((ask): Unmet => ({ subject, template, setting: 'mailProvider', facts, ask, count: asking(ask) }))
    .filter(({ count }) => count > 0);
}

export const providerRules: DomainRule[] = [
  {
    id: 'provider-too-many-mailboxes',
    set: 'estate',
    severity: 'warning',
    title: 'More mailboxes than the provider lets a domain have',
    reference: OWN_JUDGEMENT,
    check(subject) {
      const { mailProvider } = subject.domain.settings;
      const template = subject.templates.providers.get(mailProvider);
      const [count, most] = [mailboxCount(subject), template?.limits?.mailboxesPerDomain];
      if (most === undefined || count <= most || !isLive(subject)) return [];
      const message = `${count} mailboxes: ${template?.title} lets a domain have ${most}.`;
      return [{ setting: 'mailboxes', message, fix: 'Spread them over more domains, or use another provider.' }];
    },
  },
  {
    id: 'provider-limit-passed',
    set: 'estate',
    severity: 'warning',
    title: 'A mailbox may send more than its provider lets through',
    reference: OWN_JUDGEMENT,
    check({ domain: { settings }, templates }) {
      const template = templates.providers.get(settings.mailProvider);
      const most = template?.limits?.perMailboxPerDay;
      if (most === undefined || typeof settings.mailboxes === 'number') return [];
      return settings.mailboxes
        .filter(({ dailyLimit = 0 }) => dailyLimit > most)
        .map(({ user, dailyLimit }) => ({
          setting: 'mailboxes',
          message: `${user} may send ${dailyLimit} a day; ${template?.title} lets ${most} through.`,
          fix: 'Lower `dailyLimit`.',
        }));
    },
  },
];
