/** One client a token: segments may have accounts and tokens of their own. */
import type { CloudflareDns } from './api.ts';
import { TOKEN_VARIABLE } from './token.ts';

export interface Accounts {
  /** The client with the token of that variable; default CLOUDFLARE_API_TOKEN. Throws where the token is missing or malformed. */
  client(variable?: string): CloudflareDns;
  /** Calls sent so far by all of them. */
  readonly calls: number;
}

export function openAccounts(open: (variable: string) => CloudflareDns): Accounts {
  const clients = new Map<string, CloudflareDns>();
  return {
    client(variable = TOKEN_VARIABLE) {
      const client = clients.get(variable) ?? open(variable);
      clients.set(variable, client);
      return client;
    },
    get calls() {
      return clients.values().reduce((sum, { calls }) => sum + calls, 0);
    },
  };
}
