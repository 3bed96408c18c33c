/** What the refresh token must be good for. Pure. */
import { ProviderFailure } from '../failure.ts';

const neededScopes = ['ZohoMail.organization.accounts.ALL', 'ZohoMail.organization.domains.ALL'];

/** Throws where Zoho says which scopes the token has and one is missing. */
export function checkScopes(scopes: readonly string[]): void {
  const lacking = neededScopes.filter(needed => !holds(scopes, needed));
  if (lacking.length > 0)
    throw new ProviderFailure('forbidden', `The refresh token of Zoho Mail has no scope ${lacking.join(', ')}.`, {
      fix: wayToScopes,
    });
}

/** ALL, or each of the four rights. */
function holds(scopes: readonly string[], needed: string): boolean {
  const part = needed.replace(/ALL$/, '');
  return scopes.includes(needed) || rights.every(right => scopes.includes(part + right));
}

const rights = ['CREATE', 'READ', 'UPDATE', 'DELETE'];

export const wayToScopes = `Make a refresh token with the scopes ${neededScopes.join(',')}: docs/providers/zoho.md.`;
