/** What Migadu holds, in its own words: a row of each as its API shows it (live answers of 2026-08, as public clients recorded them). */

export interface Domain {
  name: string;
  state: 'active' | 'inactive';
  activated_at: string | null;
  deactivated_at: string | null;
  description: string;
  tags: string[];
  can_send: boolean;
  can_receive: boolean;
  can_access: boolean;
}

export interface Forwarding {
  address: string;
  is_active: boolean;
  blocked_at: string | null;
  confirmation_sent_at: string | null;
  confirmed_at: string | null;
  expires_on: string | null;
  remove_upon_expiry: boolean;
}

/** Settings that nobody asks for keep the value that a new mailbox has. */
const untouched = {
  ...{ is_internal: false, wildcard_sender: false, storage_usage: 0.0 },
  ...{ daily_incoming_limit: 0, weekly_incoming_limit: 0, monthly_incoming_limit: 0 },
  ...{ daily_outgoing_limit: 0, weekly_outgoing_limit: 0, monthly_outgoing_limit: 0 },
  ...{ spam_action: 'folder', spam_aggressiveness: 'default' },
  ...{ expireable: false, remove_upon_expiry: false, footer_active: false, autorespond_active: false },
};

const openDoors = {
  ...{ may_send: true, may_receive: true },
  ...{ may_access_imap: true, may_access_pop3: true, may_access_managesieve: true },
};

export interface Mailbox {
  local_part: string;
  domain_name: string;
  address: string;
  name: string;
  is_active: boolean;
  may_send: boolean;
  may_receive: boolean;
  may_access_imap: boolean;
  may_access_pop3: boolean;
  may_access_managesieve: boolean;
  daily_outgoing_limit: number;
  footer_active: boolean;
  footer_html_body?: string | null;
  forwardings: Forwarding[];
  [other: string]: unknown;
}

export interface Alias {
  local_part: string;
  domain_name: string;
  address: string;
  destinations: string[];
  is_internal: boolean;
  expireable: boolean;
  expires_on: string | null;
  remove_upon_expiry: boolean;
}

export function newDomain(name: string): Domain {
  const state = { state: 'inactive' as const, can_send: false, can_receive: false, can_access: true };
  return { name, ...state, activated_at: null, deactivated_at: null, description: '', tags: [] };
}

export function newMailbox(local_part: string, domain_name: string, name: string, now: string): Mailbox {
  return {
    ...{ local_part, domain_name, address: `${local_part}@${domain_name}`, name, is_active: true },
    ...openDoors,
    ...untouched,
    ...{ sender_denylist: [], sender_allowlist: [], recipient_denylist: [], password_recovery_email: null },
    ...{ expires_on: null, activated_at: now, changed_at: now, forwardings: [], identities: [], delegations: [] },
  };
}

/** An address outside the account confirms by a link that it is sent; until then nothing is forwarded. */
export function newForwarding(address: string, now: string): Forwarding {
  const confirmation = { blocked_at: null, confirmation_sent_at: now, confirmed_at: null };
  return { address, is_active: true, ...confirmation, expires_on: null, remove_upon_expiry: false };
}
