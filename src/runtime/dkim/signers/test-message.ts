/** A message that goes to nobody, for a signer to sign. */

/** Envelope and From are the domain's own, as a signer decides by them. */
export const senderOf = (domain: string): string => `mailyard-dkim@${domain}`;

export function testMessage(domain: string, now: number): Buffer {
  const date = new Date(now).toUTCString().replace('GMT', '+0000');
  const lines = [
    `From: Mailyard <${senderOf(domain)}>`,
    `To: <${senderOf(domain)}>`,
    'Subject: Which key signs',
    `Date: ${date}`,
    `Message-ID: <${now}.dkim@${domain}>`,
    'MIME-Version: 1.0',
    'Content-Type: text/plain; charset=utf-8',
    '',
    'This message shows with which DKIM key its domain signs. It is sent to nobody.',
    '',
  ];
  return Buffer.from(lines.join('\r\n'));
}

/** The message with header fields, each `Name: value`, on top of it. */
export const withFields = (fields: readonly string[], message: Buffer): Buffer =>
  Buffer.concat([Buffer.from(fields.map(field => `${field}\r\n`).join(''), 'latin1'), message]);
