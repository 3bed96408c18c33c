/** A channel that notices reach people by. */
import type { Message } from './message.ts';

export interface Channel {
  name: string;
  /** A fingerprint of where it leads, without its secret. */
  address: string;
  /** `moved`: where it said before that it has moved to. Never throws. */
  send(message: Message, moved?: string): Promise<Sent>;
}

export type Sent =
  | { kind: 'sent' }
  /** It may work later; `wait` in milliseconds where it says so. */
  | { kind: 'later'; reason: string; wait?: number }
  /** It takes no more messages until somebody sets it up anew. */
  | { kind: 'refused'; reason: string }
  | { kind: 'moved'; to: string };
