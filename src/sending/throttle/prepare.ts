/** What is asked for, against the inventories: who sends, from where, to whom, and the limits of each way. Pure. */
import { MailyardError } from '../../error.ts';
import type { Estate } from '../../estate/estate.ts';
import type { Receiver } from '../../inventory/receiver.ts';
import type { Templates } from '../../inventory/template.ts';
import type { BookedUnit } from './books.ts';
import { policyOf, type WarmupOn } from './limits.ts';
import { networkOf } from './network.ts';
import type { Policy } from './policy.ts';
import { receiverNaming } from './receiver.ts';
import { type Sender, senderOf } from './sender.ts';

export interface Ask {
  mailbox: string;
  /** A receiver's template, or a recipient's domain. */
  receiver?: string;
  /** An address of the domain's `sendingIps`; without it the throttler chooses among them. */
  ip?: string;
  /** Default 1; each recipient counts as a message. */
  count?: number;
  /** Asked again under the same key, what was granted is granted, and nothing more. */
  key?: string;
}

export interface Prepared {
  ask: Ask;
  count: number;
  sender: Sender;
  receiver?: Receiver;
  /** One for each network that the messages may leave from; one without where the domain has none. */
  ways: Way[];
  /** Whose grants the answer depends on. */
  units: BookedUnit[];
}

export interface Way {
  network?: string;
  policy: Policy;
}

export type Prepare = (ask: Ask) => Prepared;

/** Remembers senders and policies, so that their days are worked out once. It throws `unknown-mailbox`, `unknown-receiver`, `unknown-ip`, `bad-count`. */
export function preparing(estate: Estate, templates: Templates, warmup: WarmupOn): Prepare {
  const receiverNamed = receiverNaming(templates);
  const senders = new Map<string, Sender>();
  const ways = new Map<string, Way>();

  function wayOf(sender: Sender, network: string | undefined, receiver: Receiver | undefined): Way {
    const key = `${sender.address} ${network} ${receiver?.name}`;
    const way = ways.get(key) ?? { network, policy: policyOf(sender, { network, receiver }, templates, warmup) };
    ways.set(key, way);
    return way;
  }

  return ask => {
    const count = ask.count ?? 1;
    if (!Number.isInteger(count) || count < 1) throw badCount(ask.count);
    const sender = senders.get(ask.mailbox) ?? senderOf(estate, templates, ask.mailbox);
    senders.set(ask.mailbox, sender);
    const receiver = ask.receiver === undefined ? undefined : receiverNamed(ask.receiver);
    const networks = networksOf(sender, ask.ip);
    const units: BookedUnit[] = [
      ['domain', sender.domain.domain],
      ...networks.map((network): BookedUnit => ['ip', network]),
    ];
    const open = networks.length > 0 ? networks : [undefined];
    return { ask, count, sender, receiver, ways: open.map(network => wayOf(sender, network, receiver)), units };
  };
}

function networksOf({ domain }: Sender, ip: string | undefined): string[] {
  const { sendingIps } = domain.settings;
  if (ip === undefined) return sendingIps;
  const network = networkOf(sendingIps, ip);
  if (network !== undefined) return [network];
  throw new MailyardError('unknown-ip', `${ip} is none of the addresses that ${domain.domain} sends from.`, {
    fix:
      sendingIps.length > 0
        ? `They are ${sendingIps.join(', ')}.`
        : 'The domain has no `sendingIps`: ask without an address.',
  });
}

const badCount = (count: number | undefined): MailyardError =>
  new MailyardError('bad-count', `${count} is no number of messages.`, { fix: 'Ask for 1 or more.' });
