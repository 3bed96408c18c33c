/** Migadu's words and ours. Pure. */
import type { LiveMailbox, MailboxSettings } from '../mailbox.ts';

/** As far as Mailyard reads it. It does not tell when it was last used (live, 2026-08). */
export interface MigaduMailbox {
  address: string;
  name: string;
  is_active?: boolean;
  /** When it came to life: with its password, which is when it is made. Null while an invitation waits. */
  activated_at?: string | null;
  may_send: boolean;
  may_receive: boolean;
  may_access_imap: boolean;
  /** Messages; 0 is no limit. */
  daily_outgoing_limit?: number;
  footer_active?: boolean;
  footer_html_body?: string | null;
  forwardings?: { address: string }[];
}

export interface MigaduAlias {
  address: string;
  destinations: string[];
}

export interface MigaduRecords {
  dns_verification: { value: string };
}

export function toLiveMailbox(mailbox: MigaduMailbox, aliases: readonly MigaduAlias[]): LiveMailbox {
  const { address, name, daily_outgoing_limit, footer_active, footer_html_body, forwardings, activated_at } = mailbox;
  return {
    address,
    state: stateOf(mailbox),
    name,
    aliases: ownAliases(address, aliases),
    ...(forwardings && { forwardTo: forwardings.map(forwarding => forwarding.address).sort() }),
    ...(daily_outgoing_limit !== undefined && { dailyLimit: daily_outgoing_limit || null }),
    ...(footer_active !== undefined && signatureOf(footer_active, footer_html_body)),
    ...(activated_at && { created: Date.parse(activated_at) }),
  };
}

/**
 * Active is what can do its work: send, receive, be read. POP3 and filter scripts are the owner's own affair. `is_active` is
 * Migadu's word for the whole mailbox; no public client has managed to set it.
 */
export function stateOf({
  is_active,
  may_send,
  may_receive,
  may_access_imap,
}: MigaduMailbox): MailboxSettings['state'] {
  return is_active !== false && may_send && may_receive && may_access_imap ? 'active' : 'suspended';
}

/** An alias that leads to others too is nobody's own: Mailyard leaves it alone. */
export function ownAliases(address: string, aliases: readonly MigaduAlias[]): string[] {
  return aliases
    .filter(({ destinations }) => destinations.length === 1 && destinations[0] === address)
    .map(alias => alias.address)
    .sort();
}

function signatureOf(active: boolean, html: string | null | undefined): { signature?: string } {
  if (!active) return { signature: '' };
  return html ? { signature: html } : {};
}

/** The fields of a mailbox itself for some of what is wanted; aliases and forwardings have calls of their own. */
export function toBody(wanted: MailboxSettings, names: readonly string[]): Record<string, unknown> {
  return Object.assign({}, ...names.map(name => fieldsOf[name]?.(wanted)));
}

const fieldsOf: Record<string, (wanted: MailboxSettings) => Record<string, unknown>> = {
  state: ({ state }) => doors(state === 'active'),
  name: ({ name }) => ({ name }),
  dailyLimit: ({ dailyLimit }) => ({ daily_outgoing_limit: dailyLimit ?? 0 }),
  signature: ({ signature }) =>
    signature ? { footer_active: true, footer_html_body: signature } : { footer_active: false },
};

const doors = (open: boolean) => ({
  ...{ may_send: open, may_receive: open },
  ...{ may_access_imap: open, may_access_pop3: open, may_access_managesieve: open },
});
