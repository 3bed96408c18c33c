/** The API token before any call: there, of the right form, and never printed. */
import { createHash } from 'node:crypto';
import { MailyardError } from '../error.ts';

/** As Cloudflare's own Terraform provider checks it (v5.22, 2026-10). */
const TOKEN = /^[0-9A-Za-z_-]{40,80}$/;

export const NEEDED_RIGHTS = 'Zone:Read, DNS:Read and DNS:Edit';

const FIX = `Set CLOUDFLARE_API_TOKEN to an API token with ${NEEDED_RIGHTS} (https://dash.cloudflare.com/profile/api-tokens).`;

/** The token, or `token-missing` or `token-malformed`. */
export function checkToken(token: string | undefined): string {
  if (!token) throw new MailyardError('token-missing', 'CLOUDFLARE_API_TOKEN is not set.', { fix: FIX });
  if (TOKEN.test(token)) return token;
  throw new MailyardError(
    'token-malformed',
    `CLOUDFLARE_API_TOKEN does not look like an API token: it has ${token.length} characters; a token has 40 to 80 letters, digits, "-" and "_".`,
    { fix: `${FIX} A global API key does not work.` },
  );
}

/** What the token is known by in the shared rate budget: nobody gets from it to the token. */
export function tokenKey(token: string, baseUrl: string): string {
  return createHash('sha256').update(`${token}\n${baseUrl}`).digest('hex');
}
