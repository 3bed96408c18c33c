/** What an adapter can do, as data: the tables in docs/providers.md and the estate's rules are made of it. Pure. */

/** `api`: Mailyard does it. `manual`: a person does it, and Mailyard says how and checks. `none`: the provider has no such thing, or Mailyard leaves it alone. */
export type Power = 'api' | 'manual' | 'none';

/** In the order and the words of the table. */
export const capabilityNames = {
  'domain.create': 'Add a domain',
  'domain.verify': 'Verify it',
  'domain.delete': 'Remove it',
  'mailbox.create': 'Make a mailbox',
  'mailbox.suspend': 'Suspend it',
  'mailbox.delete': 'Delete it',
  'mailbox.password': 'Set its password',
  name: 'Display name',
  aliases: 'Aliases',
  forwarding: 'Forwarding',
  sendLimit: 'Send limit',
  smtpAccess: 'SMTP access switched',
  signature: 'Signature',
  'dkim.read': 'Read the DKIM key',
  'dkim.create': 'Make a DKIM key',
  'dkim.rotate': 'Rotate it',
  'dkim.import': 'Take our DKIM key',
  lastActivity: 'Last activity',
  quota: 'Storage quota',
} as const;

export type CapabilityName = keyof typeof capabilityNames;

/** What is not named is `none`. */
export type Capabilities = Partial<Record<CapabilityName, Power>>;

/** One provider's adapter, without its code: for rules, documentation and `plan`. */
export interface AdapterFacts {
  /** The name of its template. */
  name: string;
  capabilities: Capabilities;
  /** What stands under `accounts.<name>` in the inventory. None of it is a secret. */
  account: Record<string, SettingFact>;
  /** Its "mailboxes" are logins to send with: they hold no mail, and go without being suspended first. */
  sendsOnly?: true;
  /** What is registered there is the domain's return-path host, which is also what its logins end in. */
  registersReturnPath?: true;
  /** Environment variables that it needs. `accounts.<name>.credentials` names others in their place. */
  secrets: Record<string, SecretFact>;
  /**
   * Values of the template that the provider tells by itself, and when: once the domain is added, or only once it is ready.
   * They become outputs of the MailDomain or of its MailDomainReady.
   */
  gives: Record<string, 'added' | 'ready'>;
  /**
   * It is ready only once the domain's MX leads to it. Then its mailboxes are made before, so that what the MX brings finds them, and
   * whether it is ready is asked last.
   */
  readyNeedsMx?: true;
  /** It signs with its DKIM key only once it was asked to look at the record: then it is asked when all records are served. */
  signsWhenAsked?: true;
  /** Our own rate, below what the provider allows. */
  rate: { calls: number; seconds: number; source: string };
  /** What its passwords must be like, where that is not Mailyard's usual form. */
  passwords?: { length?: number; symbols?: string };
}

export interface SettingFact {
  description: string;
  required?: boolean;
  default?: string;
  example: string;
  /** Anchored where it matters. */
  pattern?: string;
  /** A map or a list: what may stand in it, somebody else checks. */
  nested?: true;
}

export interface SecretFact {
  description: string;
  /** Not everybody has it: then it is the empty text. */
  optional?: true;
  /** The way to it in the provider's console. */
  where: string;
}

export const can = ({ capabilities }: AdapterFacts, name: CapabilityName): boolean => capabilities[name] === 'api';
