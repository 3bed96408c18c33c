/** Mailboxes against what their domain, their segment and each other can do. */
import type { DomainSettings, MailboxEntry } from '../../inventory/model.ts';
import { gapsIn, type SignatureValues } from '../../inventory/signature.ts';
import { standingOf } from '../mailboxes.ts';
import { type DomainRule, type EstateRule, OWN_JUDGEMENT, type Subject, type Whole } from './rule.ts';
import { isLive, isPool, mailboxCount } from './senders.ts';

export const mailboxRules: DomainRule[] = [
  {
    id: 'mailboxes-without-provider',
    set: 'core',
    severity: 'error',
    title: 'Mailboxes that nobody would host',
    reference: OWN_JUDGEMENT,
    check(subject) {
      const { mailProvider, mailboxes } = subject.domain.settings;
      // One that only sends through a relay is a login there.
      const senders = listed(mailboxes).filter(({ smtpRelay }) => smtpRelay !== undefined).length;
      const count = mailboxCount(subject) - senders;
      if (count === 0 || mailProvider !== 'none') return [];
      return [
        {
          setting: 'mailboxes',
          message: `${count} mailbox${count === 1 ? '' : 'es'}, but \`mailProvider\` is none: nobody would host them.`,
          fix: 'Name a `mailProvider`, or write `mailboxes: 0`; who only sends through a relay has its `smtpRelay`.',
        },
      ];
    },
  },
  {
    id: 'too-many-mailboxes',
    set: 'deliverability',
    severity: 'warning',
    title: 'More mailboxes than the profile gives a domain',
    reference: OWN_JUDGEMENT,
    check(subject) {
      const [count, most] = [mailboxCount(subject), subject.profile?.limits.mailboxesPerDomain];
      if (most === undefined || count <= most || !isLive(subject)) return [];
      const message = `${count} mailboxes: the profile ${subject.segment.profile} gives a domain ${most}, so that one bad name costs little.`;
      return [{ setting: 'mailboxes', message, fix: 'Spread them over more domains.' }];
    },
  },
  {
    id: 'mailbox-limit-high',
    set: 'deliverability',
    severity: 'warning',
    title: "A mailbox's daily limit is above its profile's",
    reference: OWN_JUDGEMENT,
    check: ({ domain, profile, segment }) =>
      listed(domain.settings.mailboxes)
        .filter(({ dailyLimit = 0 }) => dailyLimit > (profile?.limits.perMailboxPerDay ?? Number.POSITIVE_INFINITY))
        .map(({ user, dailyLimit }) => ({
          setting: 'mailboxes',
          message: `${user} may send ${dailyLimit} a day; the profile ${segment.profile} stops at ${profile?.limits.perMailboxPerDay}.`,
          fix: 'Lower `dailyLimit`, or give the segment another profile.',
        })),
  },
  {
    id: 'mailbox-unknown-relay',
    set: 'core',
    severity: 'error',
    title: "A mailbox sends through a relay that is not the domain's",
    reference: 'RFC 7208 §2.4',
    check: ({ domain: { settings } }) =>
      listed(settings.mailboxes)
        .filter(({ smtpRelay }) => smtpRelay !== undefined && !settings.relays.some(({ name }) => name === smtpRelay))
        .map(({ user, smtpRelay }) => ({
          setting: 'mailboxes',
          message: `${user} sends through ${smtpRelay}, which is not among \`relays\`: it would have neither SPF nor DKIM here.`,
          fix: `Add ${smtpRelay} to \`relays\`.`,
        })),
  },
  {
    id: 'no-reply-mailbox',
    set: 'deliverability',
    severity: 'warning',
    title: 'Outreach from an address that takes no replies',
    reference: OWN_JUDGEMENT,
    check: subject =>
      (isPool(subject) ? listed(subject.domain.settings.mailboxes) : [])
        .filter(({ user }) => /^(no|do-?not)-?_?\.?reply/i.test(user))
        .map(({ user }) => ({
          setting: 'mailboxes',
          message: `${user} sends outreach: replies are what receivers count in its favour, and it asks for none.`,
          fix: 'Send as a person.',
        })),
  },
];

export const signatureGap: EstateRule = {
  id: 'signature-gap',
  set: 'estate',
  severity: 'warning',
  title: 'A signature names what its mailbox does not have',
  reference: OWN_JUDGEMENT,
  check: ({ subjects, inventory: { organization } }) =>
    subjects.flatMap(({ domain }) => {
      const gaps = gapsOf(domain.settings, { user: '', address: '', domain: domain.domain, organization });
      return [...gaps].map(([variable, mailboxes]) => ({
        at: domain,
        setting: domain.settings.signature === undefined ? 'mailboxes' : 'signature',
        message: `\`{${variable}}\` in the signature of ${mailboxes === 1 ? 'a mailbox' : `${mailboxes} mailboxes`} has no value, so nothing stands there.`,
        fix:
          variable === 'organization'
            ? 'Write `organization` in estate.yaml.'
            : `Write a \`${variable}\` at each mailbox, or a signature without it.`,
      }));
    }),
};

/** Variable → how many mailboxes have no value for it. */
function gapsOf({ signature, mailboxes }: DomainSettings, values: SignatureValues): Map<string, number> {
  const gaps = new Map<string, number>();
  const look = (text: string | undefined, box: Partial<MailboxEntry>, count = 1) => {
    for (const variable of text === undefined ? [] : gapsIn(text, { ...box, ...values })) {
      gaps.set(variable, (gaps.get(variable) ?? 0) + count);
    }
  };
  if (typeof mailboxes !== 'number') for (const box of mailboxes) look(box.signature ?? signature, box);
  // Identities have names.
  else if (mailboxes > 0) look(signature, { name: 'any' }, mailboxes);
  return gaps;
}

export const forwardToMissing: EstateRule = {
  id: 'forward-to-missing',
  set: 'core',
  severity: 'warning',
  title: 'Mail is forwarded to a mailbox that does not exist',
  reference: 'RFC 5321 §3.6.2',
  check: whole =>
    forwards(whole).flatMap(({ subject, user, target }) => {
      if (hasMailbox(whole, target) !== false) return [];
      const message = `${user} forwards to ${target}, and no mailbox of that domain takes it.`;
      const fix = 'Correct the address, or add the mailbox; one that is being retired takes nothing.';
      return [{ at: subject.domain, setting: 'mailboxes', message, fix }];
    }),
};

export const forwardLoop: EstateRule = {
  id: 'forward-loop',
  set: 'core',
  severity: 'error',
  title: 'Mailboxes forward to each other in a circle',
  reference: 'RFC 5321 §6.3',
  check(whole) {
    const from = Map.groupBy(forwards(whole), ({ subject, user }) => `${user}@${subject.domain.domain}`);
    const next = (address: string) => from.get(address)?.map(({ target }) => mailboxBehind(target, whole)) ?? [];
    return loops([...from.keys()], next).flatMap(address =>
      (from.get(address) ?? []).slice(0, 1).map(({ subject }) => ({
        at: subject.domain,
        setting: 'mailboxes',
        message: `Mail to ${address} comes back to it by forwarding: it goes round until a server gives up.`,
        fix: 'Take one of the addresses out of `forwardTo`.',
      })),
    );
  },
};

/** Whether the estate has this address; undefined where it does not list that domain's mailboxes. */
export function hasMailbox({ byName, inventory, today }: Whole, address: string): boolean | undefined {
  const at = address.lastIndexOf('@');
  const [user, subject] = [address.slice(0, at).toLowerCase(), byName.get(address.slice(at + 1).toLowerCase())];
  if (!subject || mailboxCount(subject) === 0) return undefined;
  const { mailboxes } = subject.domain.settings;
  if (typeof mailboxes === 'number') return inventory.identities.slice(0, mailboxes).some(each => each.user === user);
  return mailboxes.some(box => answersTo(box, user, address) && !isRetiring(box, today));
}

const answersTo = ({ user: own, aliases = [] }: MailboxEntry, user: string, address: string): boolean =>
  own === user || aliases.some(name => [user, address].includes(name.toLowerCase()));

const isRetiring = ({ lifecycle }: MailboxEntry, today: string): boolean =>
  ['leaving', 'gone'].includes(standingOf(lifecycle, 'live', today));

/** The mailbox that an alias is another name of. */
function mailboxBehind(target: string, { byName }: Whole): string {
  const [user = '', domain = ''] = target.split('@');
  const mailboxes = listed(byName.get(domain)?.domain.settings.mailboxes ?? []);
  const box = mailboxes.find(each => answersTo(each, user, target));
  return box ? `${box.user}@${domain}` : target;
}

interface Forward {
  subject: Subject;
  user: string;
  target: string;
}

const forwards = ({ subjects }: Whole): Forward[] =>
  subjects.flatMap(subject =>
    listed(subject.domain.settings.mailboxes).flatMap(({ user, forwardTo = [] }) =>
      forwardTo.map(target => ({ subject, user, target: target.toLowerCase() })),
    ),
  );

const listed = (mailboxes: number | MailboxEntry[]): MailboxEntry[] => (typeof mailboxes === 'number' ? [] : mailboxes);

/** One member of each circle. Depth first, each address once: `path` is the way to where the walk is. */
function loops(starts: string[], next: (address: string) => string[]): string[] {
  const [found, done, onPath] = [new Set<string>(), new Set<string>(), new Set<string>()];
  const path: { address: string; waiting: string[] }[] = [];
  const visit = (address: string): void => {
    onPath.add(address);
    path.push({ address, waiting: next(address) });
  };
  for (const start of starts) {
    if (!done.has(start)) visit(start);
    for (let last = path.at(-1); last; last = path.at(-1)) {
      const target = last.waiting.pop();
      if (target === undefined) {
        path.pop();
        onPath.delete(last.address);
        done.add(last.address);
      } else if (onPath.has(target)) found.add(target);
      else if (!done.has(target)) visit(target);
    }
  }
  return [...found];
}
