/** What Mailhost holds, in its own shape: the provider of docs/providers/rest.md. */
import { generateKeyPairSync, randomBytes } from 'node:crypto';

export interface StoredMailbox {
  id: number;
  email: string;
  display_name: string;
  password: string;
  status: 'enabled' | 'disabled';
  aliases: string[];
  forward_to: string[];
  smtp_relay: boolean;
  /** null: no limit. */
  sending_limit_per_day: number | null;
  signature_html: string;
  created_at: string;
  last_login_at: string | null;
}

export interface StoredDomain {
  name: string;
  status: 'pending' | 'active';
  verification: { txt: string };
  dkim: { txt: string };
}

export interface Store {
  mailboxes: Map<string, StoredMailbox>;
  domains: Map<string, StoredDomain>;
  nextId: number;
}

export const emptyStore = (): Store => ({ mailboxes: new Map(), domains: new Map(), nextId: 1 });

export function newMailbox(store: Store, email: string, now: number): StoredMailbox {
  return {
    ...{ id: store.nextId++, email, display_name: '', password: '', status: 'enabled', aliases: [], forward_to: [] },
    ...{ smtp_relay: true, sending_limit_per_day: null, signature_html: '' },
    ...{ created_at: new Date(now).toISOString(), last_login_at: null },
  };
}

export function newDomain(name: string): StoredDomain {
  const { x = '' } = generateKeyPairSync('ed25519').publicKey.export({ format: 'jwk' });
  const key = Buffer.from(x, 'base64url').toString('base64');
  return {
    ...{ name, status: 'pending' },
    verification: { txt: `mailhost-verify=${randomBytes(8).toString('hex')}` },
    dkim: { txt: `v=DKIM1; k=ed25519; p=${key}` },
  };
}

export const domainOf = (email: string): string => email.slice(email.indexOf('@') + 1);

/** Whose mailbox or alias it is. */
export const holderOf = ({ mailboxes }: Store, address: string): StoredMailbox | undefined =>
  mailboxes.get(address) ?? [...mailboxes.values()].find(({ aliases }) => aliases.includes(address));
