/** `templates/profiles/*.yaml`: volume, warm-up and health of a segment's kind of sending. */

export interface Profile {
  name: string;
  title: string;
  source: string[];
  checked: string;
  mail: MailKind;
  /** One phrase for the table of segments: "Low, personal". */
  volume: string;
  /** One phrase: when this kind's domains are warmed. */
  warmupPriority: string;
  warmup: { domain?: string; mailbox?: string; ip?: string };
  limits: { perMailboxPerDay?: number; perDomainPerDay?: number; mailboxesPerDomain?: number };
  /** Above these a domain is unhealthy. */
  health: Rates;
  notes?: string;
}

/** `cold` is outreach: to people who did not ask for it. */
export type MailKind = 'cold' | 'bulk' | 'notifications' | 'personal' | 'internal';

/** Shares of the messages sent, from 0 to 1: 0.001 is one in a thousand. */
export interface Rates {
  bounceRate: number;
  complaintRate: number;
}
