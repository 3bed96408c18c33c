/** The mailboxes of a domain: a count takes the estate's identities in their order. */
import type { Domain, Identity, Inventory, MailboxEntry, MailboxLifecycle } from '../inventory/model.ts';
import type { Profile } from '../inventory/profile.ts';
import { signatureHtml } from '../inventory/signature.ts';
import type { Templates } from '../inventory/template.ts';
import { graceEnd, type Phase } from '../records/phase.ts';
import { type MailboxLimits, mailboxLimit } from './capacity/allowance.ts';
import { limitsOf } from './capacity/senders.ts';
import type { Estate, Mailbox } from './estate.ts';

export interface MailboxSurroundings {
  inventory: Inventory;
  templates: Templates;
  /** ISO date. */
  today: string;
  /** Of the segment. */
  profile?: Profile;
  /** Of the domain, today. */
  phase: Phase;
}

export function mailboxesOf(domain: Domain, around: MailboxSurroundings): Mailbox[] {
  const { templates, today, profile, phase, inventory } = around;
  const limits = limitsOf(domain.settings, profile, templates, today);
  return entriesOf(domain, inventory.identities).map(entry => ({
    ...entry,
    ...signed(entry, domain, inventory.organization),
    address: `${entry.user}@${domain.domain}`,
    domain: domain.domain,
    segment: domain.segment,
    provider: domain.settings.mailProvider,
    standing: standingOf(entry.lifecycle, phase, today),
    ...limited(limits, entry.dailyLimit, today),
  }));
}

function entriesOf({ settings: { mailboxes } }: Domain, identities: Identity[]): MailboxEntry[] {
  return typeof mailboxes === 'number' ? identities.slice(0, mailboxes) : mailboxes;
}

/** How many there are, without making them: those that are to be deleted do not count. */
export function mailboxTotal({ inventory, domains, today }: Estate): number {
  const there = ({ settings: { mailboxes } }: Domain): number =>
    typeof mailboxes === 'number'
      ? Math.min(mailboxes, inventory.identities.length)
      : mailboxes.filter(({ lifecycle }) => standingOf(lifecycle, 'live', today) !== 'gone').length;
  return domains.reduce((sum, domain) => sum + there(domain), 0);
}

/**
 * Deletion needs the mailbox's own word: that its domain is retired suspends it at the end of the grace time, and no more. A
 * reserve or resting domain only sends nothing: its mailboxes take mail as before.
 */
export function standingOf(lifecycle: MailboxLifecycle | undefined, phase: Phase, today: string): Mailbox['standing'] {
  const { state = 'active', since, graceDays = 0 } = lifecycle ?? {};
  const begun = since === undefined || since <= today;
  if (state === 'retired' && begun && since !== undefined && today >= graceEnd(since, graceDays)) return 'gone';
  if (state === 'retired' && begun) return 'leaving';
  return (state === 'resting' && begun) || phase === 'retired' ? 'suspended' : 'active';
}

function signed(entry: MailboxEntry, { domain, settings }: Domain, organization?: string): Pick<Mailbox, 'signature'> {
  const signature = entry.signature ?? settings.signature;
  if (signature === undefined) return {};
  const { user, name, persona } = entry;
  const values = { name, user, persona, organization, domain, address: `${user}@${domain}` };
  return { signature: signatureHtml(signature, values) };
}

function limited(limits: MailboxLimits, own: number | undefined, today: string): Pick<Mailbox, 'limitToday'> {
  const limitToday = mailboxLimit(limits, own, today);
  return limitToday === undefined ? {} : { limitToday };
}
