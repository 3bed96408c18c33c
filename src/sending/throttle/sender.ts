/** Who an address is in the estate, and whether it sends at all. Pure. */
import { MailyardError } from '../../error.ts';
import { type MailboxLimits, sendsAtAll } from '../../estate/capacity/allowance.ts';
import { limitsOf } from '../../estate/capacity/senders.ts';
import type { Estate, EstateDomain, Mailbox } from '../../estate/estate.ts';
import { nearest } from '../../inventory/nearest.ts';
import type { Templates } from '../../inventory/template.ts';

export interface Sender {
  address: string;
  domain: EstateDomain;
  /** Undefined for a domain that sends through its relays or addresses alone: any name before its @ sends. */
  mailbox?: Mailbox;
  /** Why it sends nothing, whatever the limits: a sentence. */
  silent?: string;
  limits: MailboxLimits;
}

/** Throws `unknown-mailbox`. */
export function senderOf(estate: Estate, templates: Templates, address: string): Sender {
  const wanted = address.trim().toLowerCase();
  const [, name = ''] = /^[^@]+@([^@]+)$/.exec(wanted) ?? [];
  const domain = estate.domains.find(each => each.domain === name);
  if (!domain) throw unknown(wanted, estate);
  const mailbox = domain.mailboxes().find(each => addressesOf(each).includes(wanted));
  const sendsWithout = domain.mailboxes().length === 0 && isSender(domain);
  if (!mailbox && !sendsWithout) throw unknown(wanted, estate);
  const limits = domainLimitsOf(estate, templates, domain);
  const silent = silentBecause(domain, mailbox, limits);
  return {
    ...{ address: mailbox?.address.toLowerCase() ?? wanted, domain, limits },
    ...(mailbox && { mailbox }),
    ...(silent && { silent }),
  };
}

/** A domain's own senders together, as if it had no mailboxes. */
export function domainSender(estate: Estate, templates: Templates, domain: EstateDomain): Sender {
  return { address: domain.domain, domain, limits: domainLimitsOf(estate, templates, domain) };
}

function domainLimitsOf(
  { segments, today }: Estate,
  templates: Templates,
  { segment, settings }: EstateDomain,
): MailboxLimits {
  const profile = segments.find(each => each.segment === segment)?.profile ?? '';
  return limitsOf(settings, templates.profiles.get(profile), templates, today);
}

/** An alias sends as its mailbox does: its messages count together. */
function addressesOf({ address, aliases = [], domain }: Mailbox): string[] {
  return [address, ...aliases.map(alias => (alias.includes('@') ? alias : `${alias}@${domain}`))].map(each =>
    each.toLowerCase(),
  );
}

const isSender = ({ settings: { relays, sendingIps } }: EstateDomain): boolean => relays.length + sendingIps.length > 0;

function unknown(address: string, { domains }: Estate): MailyardError {
  const known = domains.flatMap(({ mailboxes }) => mailboxes().map(each => each.address));
  const meant = nearest(address, known);
  return new MailyardError(
    'unknown-mailbox',
    `There is no mailbox ${address} in the inventories, so nobody knows what it may send.`,
    {
      fix: meant ? `Did you mean ${meant}?` : '`mailyard mailboxes` lists them all.',
    },
  );
}

function silentBecause(domain: EstateDomain, mailbox: Mailbox | undefined, limits: MailboxLimits): string | undefined {
  const { state } = domain.settings.lifecycle;
  if (!sendsAtAll({ domain, ...limits, ips: 0 })) {
    const stands = domain.phase !== 'live' ? 'retired' : state === 'reserve' ? 'in reserve' : state;
    return `${domain.domain} is ${stands}: it keeps its records and sends nothing.`;
  }
  if (mailbox && mailbox.standing !== 'active') {
    return `${mailbox.address} is ${mailbox.standing === 'suspended' ? 'resting' : 'retired'}: it sends nothing.`;
  }
  return undefined;
}
