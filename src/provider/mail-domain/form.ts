/** What both types of a domain at its provider share: the form of their inputs, and who answers for it. */
import { MailyardError } from '../../error.ts';
import type { MailDomainInputs } from '../../estate/resource.ts';
import type { DomainCalls } from '../../mail/adapter.ts';
import type { MailProvider } from '../../mail/providers.ts';
import type { ResourceType } from '../provider.ts';

export const checkMailDomain =
  (type: string): ResourceType<MailDomainInputs>['check'] =>
  (_olds, news) => {
    const whole = news.domain && news.provider && news.account;
    const reason = `${type} takes { domain, provider, account }.`;
    return { inputs: news, failures: whole ? [] : [{ property: 'domain', reason }] };
  };

export function domainCalls({ service, title }: MailProvider): DomainCalls {
  if (service.domains) return service.domains;
  throw new MailyardError('no-domains', `Mailyard adds no domains at ${title}.`);
}
