/** Cloudflare as a command asks it. */
import { type Accounts, openAccounts } from '../cloudflare/accounts.ts';
import { checkBaseUrl, createCloudflare } from '../cloudflare/client.ts';
import { openBudget, rateFromEnv } from '../rate/budget.ts';
import { cacheFolder } from '../rate/cache-folder.ts';
import type { Context } from './context.ts';

/** The clients for what this process itself asks of Cloudflare, one a token. The address is checked at once. */
export function openCloudflare({ env, terminal }: Context, signal?: AbortSignal): Accounts {
  const baseUrl = checkBaseUrl(env.CLOUDFLARE_BASE_URL);
  const budget = openBudget({ folder: cacheFolder(env), rate: rateFromEnv(env), onWarning: terminal.note });
  return openAccounts(variable =>
    createCloudflare({
      token: env[variable],
      variable,
      baseUrl,
      budget,
      signal,
      onWait: ({ seconds, reason }) => terminal.note(`Waiting ${seconds} s: ${reason}.`),
    }),
  );
}
