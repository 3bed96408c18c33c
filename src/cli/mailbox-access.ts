/** Where a mailbox of the state is reached: its provider's template, filled with what the inventories say of its domain. */
import type { MailAccess, MailServer } from '../inventory/template.ts';
import { loadEstate } from '../load-estate.ts';
import { accessOf } from '../records/access.ts';
import type { StoredMailbox } from '../secrets/stored-mailboxes.ts';
import type { Context } from './context.ts';

/** Undefined where neither says it. Inventories that have errors, or no longer the domain, still leave fixed hosts. */
export function mailboxAccess({ sources }: Context): (mailbox: StoredMailbox) => MailAccess | undefined {
  const { estate, templates } = loadEstate(sources, 'errors');
  const domains = new Map(estate?.domains.map(domain => [domain.domain, domain]));
  return ({ domain, provider }) => {
    const template = templates.providers.get(provider);
    const { zone = domain, settings } = domains.get(domain) ?? {};
    const relay = settings?.relays.find(({ name }) => name === provider);
    return template && accessOf(template, { domain, zone, values: { ...settings?.values[provider], ...relay } });
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
