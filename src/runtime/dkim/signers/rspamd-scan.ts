/** A message through Rspamd's scanner (`POST /checkv2`), whose answer has the signatures that it would add. */
import got, { HTTPError } from 'got';
import { MailyardError } from '../../../error.ts';

const TIMEOUT_MS = 10_000;

/** As from the server itself (`sign_local`). Header fields, each `DKIM-Signature: value`. Throws `rspamd`. */
export async function signedByRspamd(url: string, sender: string, message: Buffer): Promise<string[]> {
  try {
    const { 'dkim-signature': signatures = [] } = await got
      .post(new URL('/checkv2', url), {
        body: message,
        headers: { ip: '127.0.0.1', from: sender, rcpt: sender },
        timeout: { request: TIMEOUT_MS },
        retry: { limit: 0 },
      })
      .json<{ 'dkim-signature'?: string | string[] }>();
    return [signatures].flat().map(value => `DKIM-Signature: ${value}`);
  } catch (cause) {
    const said = cause instanceof HTTPError ? `HTTP ${cause.response.statusCode}` : (cause as Error).message;
    throw new MailyardError('rspamd', `Rspamd at ${url} signed no message: ${said}.`, {
      fix: 'Is its normal worker there, and may Mailyard ask it? Its log says why it refuses.',
      cause,
    });
  }
}
