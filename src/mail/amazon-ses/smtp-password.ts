/** The SMTP password of an access key: https://docs.aws.amazon.com/ses/latest/dg/smtp-credentials.html#smtp-credentials-convert */
import { createHmac } from 'node:crypto';

/** All but the region are constants of Amazon's. */
const steps = (region: string) => ['11111111', region, 'ses', 'aws4_request', 'SendRawEmail'];
const VERSION = 0x04;

export function smtpPassword(secretAccessKey: string, region: string): string {
  const signature = steps(region).reduce<Buffer | string>(
    (key, text) => createHmac('sha256', key).update(text).digest(),
    `AWS4${secretAccessKey}`,
  );
  return Buffer.concat([Buffer.of(VERSION), Buffer.from(signature)]).toString('base64');
}
