/** The test message that a domain sends through its sender, and how it is known again. */
import { randomBytes } from 'node:crypto';
import { domainOf } from '../../../inventory/addresses.ts';

/** 128 bits that nobody can guess. */
export const newToken = (): string => `mailyard-dkim-${randomBytes(16).toString('hex')}`;

const TOKEN = /\bmailyard-dkim-[0-9a-f]{32}\b/;

/** In the header of a message: Amazon SES writes another Message-ID, and some gateways put something before a subject. */
export function tokenIn(message: Buffer): string | undefined {
  const end = message.indexOf('\r\n\r\n');
  return TOKEN.exec(message.subarray(0, end < 0 ? message.length : end).toString('latin1'))?.[0];
}

export interface ProbeLetter {
  from: string;
  to: string;
  token: string;
  selector: string;
  /** Epoch milliseconds. */
  at: number;
}

export function probeMessage({ from, to, token, selector, at }: ProbeLetter): Buffer {
  const domain = domainOf(from);
  const lines = [
    `From: <${from}>`,
    `To: <${to}>`,
    `Subject: ${token}`,
    `Date: ${new Date(at).toUTCString().replace('GMT', '+0000')}`,
    `Message-ID: <${token}@${domain}>`,
    'MIME-Version: 1.0',
    'Content-Type: text/plain; charset=us-ascii',
    'Auto-Submitted: auto-generated',
    '',
    `Mailyard sent this message to see whether mail of ${domain}`,
    `is signed with its new DKIM key ${selector}.`,
    '',
  ];
  return Buffer.from(lines.join('\r\n'));
}
