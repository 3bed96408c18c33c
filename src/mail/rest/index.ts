/** The adapter of a provider that its template alone describes: docs/providers/rest.md. */
import type { MailAdapter, MailService } from '../adapter.ts';
import { ProviderFailure } from '../failure.ts';
import { type Api, openApi } from './api.ts';
import { domainCalls } from './domains.ts';
import { at } from './dotted.ts';
import { type ApiTemplate, factsFrom } from './facts.ts';
import { mailboxCalls } from './mailboxes.ts';

export function restAdapter(template: ApiTemplate): MailAdapter {
  const { title, api } = template;
  return { facts: factsFrom(template), connect: connection => serviceOf(template, openApi(title, api, connection)) };
}

function serviceOf({ api: { check, domains, mailboxes } }: ApiTemplate, api: Api): MailService {
  return {
    async check() {
      const answer = await api.ask(check, {}, 'to look at the account', true);
      const { at: path, needed = [] } = check.scopes ?? {};
      const given = [at(answer, path)].flat();
      const missing = needed.filter(scope => !given.includes(scope));
      if (missing.length > 0) throw scopesMissing(api.title, missing);
    },
    ...(domains && { domains: domainCalls(api, domains) }),
    ...(mailboxes && { mailboxes: mailboxCalls(api, mailboxes) }),
  };
}

const scopesMissing = (title: string, scopes: string[]): ProviderFailure =>
  new ProviderFailure(
    'forbidden',
    `The credentials of ${title} lack ${scopes.map(scope => `\`${scope}\``).join(', ')}.`,
    {
      fix: 'Give them to the key in the console of the provider, or make a key that has them.',
    },
  );
