/**
 * What Migadu takes, field by field: migadu.com/api (read by others 2026-08) and the structures of two public clients
 * (MrLemur/migadu-go, which marks what only `create` takes; metio/migadu-client.go). What the real one does with an unknown field is
 * not known: here it is refused, so that a misspelt one is noticed.
 */
import { strict } from '../strict.ts';

const text = { type: 'string' };
const textOrNull = { type: ['string', 'null'] };
const flag = { type: 'boolean' };
/** Messages; 0 is no limit. */
const limit = { type: 'integer', minimum: 0 };
const localPart = { type: 'string', pattern: '^[a-z0-9]([a-z0-9._+-]*[a-z0-9])?$' };
const address = { type: 'string', pattern: '^[^@\\s]+@[^@\\s]+$' };
/** The documentation has one text with commas, some clients send a list. */
const addresses = { type: ['string', 'array'], items: text };

const expiry = { expireable: flag, expires_on: textOrNull, remove_upon_expiry: flag };

const mailbox = {
  name: { type: 'string', minLength: 1 },
  ...{ password: { type: 'string', minLength: 1 }, password_recovery_email: textOrNull },
  password_method: { enum: ['password', 'invitation'] },
  ...{ is_internal: flag, wildcard_sender: flag, may_send: flag, may_receive: flag },
  ...{ may_access_imap: flag, may_access_pop3: flag, may_access_managesieve: flag },
  ...{ daily_incoming_limit: limit, weekly_incoming_limit: limit, monthly_incoming_limit: limit },
  ...{ daily_outgoing_limit: limit, weekly_outgoing_limit: limit, monthly_outgoing_limit: limit },
  ...{ spam_action: { enum: ['folder', 'none', 'subject', 'drop'] }, spam_aggressiveness: text },
  ...{ sender_denylist: addresses, sender_allowlist: addresses, recipient_denylist: addresses },
  ...{ autorespond_active: flag, autorespond_subject: textOrNull, autorespond_body: textOrNull },
  autorespond_expires_on: textOrNull,
  ...{ footer_active: flag, footer_plain_body: textOrNull, footer_html_body: textOrNull },
  ...expiry,
};

export const bodies = {
  addDomain: strict({ name: text, hosted_dns: flag, create_default_addresses: flag }, ['name']),
  createMailbox: strict({ local_part: localPart, forwarding_to: address, ...mailbox }, ['local_part', 'name']),
  updateMailbox: strict(mailbox),
  createAlias: strict({ local_part: localPart, destinations: addresses, is_internal: flag, ...expiry }, [
    'local_part',
    'destinations',
  ]),
  updateAlias: strict({ destinations: addresses, is_internal: flag, ...expiry }),
  createForwarding: strict({ address, is_active: flag, expires_on: textOrNull, remove_upon_expiry: flag }, ['address']),
  updateForwarding: strict({ is_active: flag, expires_on: textOrNull, remove_upon_expiry: flag }),
};
