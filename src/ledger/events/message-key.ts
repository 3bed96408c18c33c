/** What the events of one message to one recipient have in common, as the ledger knows it: a hash, since nobody needs the address. */
import { hash } from 'node:crypto';

export interface MessageNames {
  message?: string;
  /** Of the event; it names the message where nothing else does. */
  id?: string;
  recipient?: string;
}

/**
 * 128 bits of SHA-256. Whoever has the ledger and the Message-ID can try addresses on it: it hides addresses from readers, not from
 * those who sent the message.
 */
export function messageKey({ message, id, recipient = '' }: MessageNames, otherwise: readonly unknown[]): string {
  const parts =
    message !== undefined
      ? ['message', bareMessageId(message), recipient.toLowerCase()]
      : id !== undefined
        ? ['event', id]
        : ['told', recipient.toLowerCase(), ...otherwise];
  return hash('sha256', JSON.stringify(parts), 'buffer').subarray(0, 16).toString('base64url');
}

/** SES names a message `0102…-000000` and puts `<0102…-000000@eu-west-1.amazonses.com>` into it. */
const bareMessageId = (id: string): string =>
  id
    .trim()
    .replace(/^<(.*)>$/, '$1')
    .replace(/@(?:[a-z0-9-]+\.)?amazonses\.com$/, '');
