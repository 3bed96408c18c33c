/** The API token before any call: there, of the right form, and never printed. */
import { createHash } from 'node:crypto';
import { MailyardError } from '../error.ts';

/** As Cloudflare's own Terraform provider checks it (v5.22, 2026-10). */
const TOKEN = /^[0-9A-Za-z_-]{40,80}$/;

export const NEEDED_RIGHTS = 'Zone:Read, DNS:Read and DNS:Edit';

/** Where the token is, unless a segment names another variable. */
export const TOKEN_VARIABLE = 'CLOUDFLARE_API_TOKEN';

/** The token, or `token-missing` or `token-malformed`; `variable` is what it should be set in. */
export function checkToken(token: string | undefined, variable = TOKEN_VARIABLE): string {
  const fix = `Set ${variable} to an API token with ${NEEDED_RIGHTS} (https://dash.cloudflare.com/profile/api-tokens).`;
  if (!token) throw new MailyardError('token-missing', `${variable} is not set.`, { fix });
  if (TOKEN.test(token)) return token;
  throw new MailyardError(
    'token-malformed',
    `${variable} does not look like an API token: it has ${token.length} characters; a token has 40 to 80 letters, digits, "-" and "_".`,
    { fix: `${fix} A global API key does not work.` },
  );
}

/** What the token is known by in the shared rate budget: nobody gets from it to the token. */
export function tokenKey(token: string, baseUrl: string): string {
  return createHash('sha256').update(`${token}\n${baseUrl}`).digest('hex');
}
