/** Where a mailbox of the state is reached: its provider's template, filled with what the inventories say of its domain. */
import type { MailAccess, MailServer } from '../../inventory/provider-template.ts';
import { loadEstate } from '../../load-estate.ts';
import { accessOf } from '../../records/access.ts';
import { accountValues } from '../../records/account-values.ts';
import type { StoredMailbox } from '../../secrets/stored-mailboxes.ts';
import type { Context } from '../context.ts';

/** Undefined where neither says it. Inventories that have errors, or no longer the domain, still leave fixed hosts. */
export function mailboxAccess({ sources }: Context): (mailbox: StoredMailbox) => MailAccess | undefined {
  const { estate, templates } = loadEstate(sources, 'errors');
  const domains = new Map(estate?.domains.map(domain => [domain.domain, domain]));
  const accounts = new Map(estate?.segments.map(each => [each.segment, each.accounts]));
  return ({ domain, provider }) => {
    const template = templates.providers.get(provider);
    const { zone = domain, settings, segment = '' } = domains.get(domain) ?? {};
    const relay = settings?.relays.find(({ name }) => name === provider);
    if (!template) return undefined;
    const ofAccount = accountValues(template, accounts.get(segment));
    return accessOf(template, { domain, zone, values: { ...ofAccount, ...settings?.values[provider], ...relay } });
  };
}

/** `imap.migadu.com:993 (TLS)`, `smtp.office365.com:587 (STARTTLS, takes OAuth, not this password)`. */
export function serverText({ host, port, login = 'password' }: MailServer): string {
  const tls = port === 993 || port === 465 ? 'TLS' : 'STARTTLS';
  return `${host}:${port} (${[tls, logins[login]].filter(Boolean).join(', ')})`;
}

const logins = {
  password: '',
  'app-password': 'takes an app password or OAuth, not this password',
  oauth: 'takes OAuth, not this password',
} satisfies Record<NonNullable<MailServer['login']>, string>;
