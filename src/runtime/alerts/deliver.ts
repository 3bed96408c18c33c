/** Brings notices to the channels: one message for all that is new, again until it was taken. */
import { setTimeout as pause } from 'node:timers/promises';
import {
  type ChannelState,
  channelState,
  channelWorks,
  markTried,
  moveChannel,
  type Pending,
  pendingFor,
  refuseChannel,
} from '../../ledger/deliveries.ts';
import { type Holder, underLease } from '../lease.ts';
import type { Channel, Sent } from './channel.ts';
import { channelsFrom } from './channels.ts';
import { messageOf } from './message.ts';

export interface Delivering extends Holder {
  /** Of the Pulumi project: which estate it is about. */
  project: string;
  env: NodeJS.ProcessEnv;
  signal: AbortSignal;
}

const FIRST_PAUSE_MS = 30_000;
const LONGEST_PAUSE_MS = 3_600_000;

export interface DeliverOptions {
  /** For a command that runs once and is gone: a channel that asks for a moment gets it, up to so many milliseconds. Default 0. */
  patience?: number;
}

/** One pass over all channels. What did not get through, in words. Throws `alert-channel`, and where the ledger cannot be reached. */
export async function deliverNotices(delivering: Delivering, { patience = 0 }: DeliverOptions = {}): Promise<string[]> {
  const channels = channelsFrom(delivering.env);
  if (channels.length === 0) return [];
  return underLease(delivering, 'alerts', delivering.signal, async () => {
    const problems = new Map<string, string>();
    // What ends a channel is a notice of its own, and those before it in the list have to hear of it too.
    for (const channel of [...channels, ...channels]) {
      const problem = await tell(delivering, channel, patience);
      if (problem !== undefined && !problems.has(channel.name))
        problems.set(channel.name, `${channel.name} ${problem}`);
    }
    return [...problems.values()];
  });
}

async function tell(delivering: Delivering, channel: Channel, patience: number): Promise<string | undefined> {
  const { ledger, now, log } = delivering;
  const state = await channelState(ledger, channel, now());
  const pending = await pendingFor(ledger, state);
  const count = pending.raised.length + pending.ended.length;
  if (count === 0) return undefined;
  if (state.refused !== undefined) return `takes no more messages (${state.refused})`;
  if (pending.next > now()) return `is tried again at ${new Date(pending.next).toISOString()}`;
  const sent = await sendTo(delivering, channel, state, pending, patience);
  await keep(delivering, state, pending, sent);
  const fields = { channel: state.name, notices: count };
  if (sent.kind === 'sent') {
    log.info(fields, 'notices delivered');
    return undefined;
  }
  const reason = sent.kind === 'moved' ? 'it moves and moves' : sent.reason;
  log.warn({ ...fields, reason }, 'notices not delivered');
  return `did not take a message (${reason})`;
}

async function sendTo(
  { project, signal, ledger }: Delivering,
  channel: Channel,
  state: ChannelState,
  { raised, ended }: Pending,
  patience: number,
): Promise<Sent> {
  const message = messageOf(project, raised, ended);
  const sent = await channel.send(message, state.moved);
  if (sent.kind === 'moved') {
    await moveChannel(ledger, state, sent.to);
    return channel.send(message, sent.to);
  }
  if (sent.kind !== 'later' || (sent.wait ?? SHORT_MS) > patience) return sent;
  await pause(sent.wait ?? SHORT_MS, undefined, { signal });
  return channel.send(message, state.moved);
}

const SHORT_MS = 2_000;

async function keep({ ledger, now }: Delivering, state: ChannelState, pending: Pending, sent: Sent): Promise<void> {
  const at = now();
  if (sent.kind === 'sent') {
    await markTried(ledger, state.name, pending, { at, tries: pending.tries + 1, next: 0, outcome: 'sent' });
    await channelWorks(ledger, state, at);
    return;
  }
  if (sent.kind === 'refused') return refuseChannel(ledger, state, sent.reason, at);
  const tries = pending.tries + 1;
  const wait = Math.max(sent.kind === 'later' ? (sent.wait ?? 0) : 0, pauseAfter(tries));
  await markTried(ledger, state.name, pending, { at, tries, next: at + wait, outcome: 'failed' });
}

const pauseAfter = (tries: number): number => Math.min(FIRST_PAUSE_MS * 2 ** (tries - 1), LONGEST_PAUSE_MS);
