/** One mailbox, explained: who wrote it where, who hosts it, and what it may send. */
import type { Subject } from '../estate/rules/rule.ts';
import type { Finding } from '../inventory/finding.ts';
import type { Domain, MailboxEntry } from '../inventory/model.ts';
import type { ProviderTemplate } from '../inventory/provider-template.ts';
import { costOfMailbox, mailboxWarmup } from './cost.ts';
import type { MailboxExplanation, Reason } from './explanation.ts';
import { names } from './findings.ts';
import { type Around, itemPlace, sharedPlace, templateOrigin, templatePlace } from './places.ts';
import { because, sendersOf } from './subject.ts';
import { valueText } from './values.ts';

export function explainMailbox(
  { subject, user }: { subject: Subject; user: string },
  findings: Finding[],
  around: Around,
): MailboxExplanation {
  const { domain, context } = subject;
  const provider = sendersOf(context).find(({ use }) => use === 'mail provider')?.sender.template;
  const { name, reasons, limits } =
    typeof domain.settings.mailboxes === 'number' ? counted(user, subject, around) : listed(user, subject, around);
  return {
    address: `${user}@${domain.domain}`,
    ...(name && { name }),
    domain: domain.domain,
    segment: domain.segment,
    reasons: [
      ...reasons,
      ...inheritedSignature(user, domain),
      because(domain.settings.mailProvider, 'mailProvider', domain, 'hosts it'),
    ],
    ...(provider && { provider: templateOrigin(provider, [], around) }),
    limits: [...limits, ...limitsAbove(subject, provider, around)],
    cost: costOfMailbox(domain.domain, around),
    findings: findings.filter(finding => finding.domain === domain.domain && names(finding.message, user)),
  };
}

type Limit = MailboxExplanation['limits'][number];

interface Entry {
  name?: string;
  reasons: Reason[];
  limits: Limit[];
}

/** `mailboxes: 3` takes the first three of `identities`. */
function counted(user: string, { domain }: Subject, around: Around): Entry {
  const { identities } = around.whole.inventory;
  const index = identities.findIndex(identity => identity.user === user);
  const name = identities[index]?.name;
  return {
    name,
    reasons: [
      because(
        `mailboxes: ${domain.settings.mailboxes}`,
        'mailboxes',
        domain,
        'as many of `identities`, in their order',
      ),
      {
        part: `${name ?? user}`,
        setting: 'identities',
        place: sharedPlace(['identities', index], around),
        note: `number ${index + 1}`,
      },
    ],
    limits: [],
  };
}

function listed(user: string, { domain }: Subject, around: Around): Entry {
  const boxes = domain.settings.mailboxes as MailboxEntry[];
  const index = boxes.findIndex(box => box.user === user || aliasesOf(box).includes(user));
  const box = boxes[index];
  if (!box) return { reasons: [], limits: [] };
  const place = (...path: (string | number)[]) => itemPlace(domain, 'mailboxes', [index, ...path], around);
  const of = (key: keyof MailboxEntry): Reason[] => {
    const value = box[key];
    return value === undefined ? [] : [{ part: valueText(value), setting: `mailboxes.${key}`, place: place(key) }];
  };
  const alias = aliasesOf(box).indexOf(user);
  const asAlias = { setting: 'mailboxes.aliases', place: place('aliases', alias), note: `an alias of ${box.user}` };
  return {
    name: box.name,
    reasons: [
      { part: box.user, setting: 'mailboxes', place: place('user') },
      ...(alias < 0 ? of('aliases') : [{ part: user, ...asAlias }]),
      ...(['forwardTo', 'smtpRelay', 'smtpAccess', 'signature', 'persona', 'lifecycle'] as const).flatMap(of),
    ],
    limits: of('dailyLimit').map(limit => ({ ...limit, part: `${box.dailyLimit} a day`, perDay: box.dailyLimit ?? 0 })),
  };
}

/** That of the domain, for a mailbox without one of its own. */
function inheritedSignature(user: string, domain: Domain): Reason[] {
  const { signature, mailboxes } = domain.settings;
  const own = typeof mailboxes === 'number' ? undefined : mailboxes.find(box => box.user === user)?.signature;
  if (signature === undefined || own !== undefined) return [];
  return [because(valueText(signature), 'signature', domain)];
}

const aliasesOf = ({ aliases = [] }: MailboxEntry): string[] => aliases.map(alias => alias.toLowerCase());

/** What the segment's profile, the provider and a warm-up under way allow a mailbox, and all of a domain's together. */
function limitsAbove({ profile, domain }: Subject, provider: ProviderTemplate | undefined, around: Around): Limit[] {
  const of = (template: { name: string; limits?: object } | undefined, name: string, note: string): Limit[] => {
    const perDay = (template?.limits as Record<string, number | undefined> | undefined)?.[name];
    if (!template || perDay === undefined) return [];
    const place = templatePlace(template, ['limits', name], around);
    return [{ part: `${perDay} a day`, setting: `${template.name}.limits.${name}`, place, note, perDay }];
  };
  return [
    ...of(profile, 'perMailboxPerDay', 'from a mailbox'),
    ...of(provider, 'perMailboxPerDay', 'from a mailbox'),
    ...warmupLimit(domain.domain, around),
    ...of(profile, 'perDomainPerDay', `from ${domain.domain} as a whole`),
  ];
}

function warmupLimit(domain: string, around: Around): Limit[] {
  const warmup = mailboxWarmup(domain, around);
  if (!warmup) return [];
  const { schedule, week, perDay } = warmup;
  const growing = week > (schedule.weeks?.length ?? 0) && schedule.growth !== undefined;
  const path = growing ? ['growth'] : ['weeks', Math.max(0, Math.min(week, schedule.weeks?.length ?? 0) - 1)];
  const place = templatePlace(schedule, path, around);
  const note = week === 0 ? 'its warm-up has not begun' : `week ${week} of its warm-up, by the calendar`;
  return [{ part: `${perDay} a day`, setting: schedule.name, place, note, perDay }];
}
