/** What the inventory asks of a provider for its mailboxes, beyond that they are there. Pure. */
import type { DomainSettings, MailboxEntry } from '../inventory/model.ts';
import { type AdapterFacts, type CapabilityName, can } from './capabilities.ts';

export interface Ask {
  capability: CapabilityName;
  /** The key under `mailboxes` or of the domain that asks. */
  setting: string;
  /** The thing itself, as in "Migadu has no …". */
  what: string;
  askedBy(mailbox: Partial<MailboxEntry>, settings: DomainSettings): boolean;
}

const some = (list: string[] = []): boolean => list.length > 0;

const asks: Ask[] = [
  { capability: 'aliases', setting: 'aliases', what: 'aliases', askedBy: ({ aliases }) => some(aliases) },
  { capability: 'forwarding', setting: 'forwardTo', what: 'forwarding', askedBy: ({ forwardTo }) => some(forwardTo) },
  {
    capability: 'sendLimit',
    setting: 'dailyLimit',
    what: 'send limit for one mailbox',
    askedBy: ({ dailyLimit }) => dailyLimit !== undefined,
  },
  {
    capability: 'smtpAccess',
    setting: 'smtpAccess',
    what: 'switch for SMTP access',
    askedBy: ({ smtpAccess }) => smtpAccess !== undefined,
  },
  {
    capability: 'signature',
    setting: 'signature',
    what: 'signatures',
    askedBy: ({ signature }, settings) => (signature ?? settings.signature) !== undefined,
  },
  {
    capability: 'mailbox.suspend',
    setting: 'lifecycle',
    what: 'way to suspend a mailbox',
    askedBy: ({ lifecycle }) => lifecycle !== undefined && lifecycle.state !== 'active',
  },
  {
    capability: 'mailbox.delete',
    setting: 'lifecycle',
    what: 'way to delete a mailbox',
    askedBy: ({ lifecycle }) => lifecycle?.state === 'retired',
  },
];

/** What the adapter does not do by itself: nothing, or a person does it. */
export const openAsks = (facts: AdapterFacts): Ask[] => asks.filter(({ capability }) => !can(facts, capability));
