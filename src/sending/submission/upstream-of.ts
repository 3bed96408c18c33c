/** Which server an address's mail goes on to: that of its relay or provider, as their templates say it. Pure. */
import { MailyardError } from '../../error.ts';
import type { Estate, EstateDomain } from '../../estate/estate.ts';
import type { MailAccess } from '../../inventory/provider-template.ts';
import type { Templates } from '../../inventory/template.ts';
import { accessOf } from '../../records/access.ts';
import { accountValues } from '../../records/account-values.ts';
import { senderOf } from '../throttle/sender.ts';
import type { UpstreamServer } from './upstream.ts';

/** A mailbox's `smtpRelay`, else its provider, else the domain's first relay with a server. Throws `unknown-mailbox`, `no-submission`. */
export function upstreamOf(estate: Estate, templates: Templates, address: string): UpstreamServer {
  const { domain, mailbox } = senderOf(estate, templates, address);
  const { settings } = domain;
  const named = mailbox ? [mailbox.smtpRelay ?? settings.mailProvider] : settings.relays.map(({ name }) => name);
  for (const name of named) {
    const access = accessAt(estate, templates, domain, name);
    if (access) return { host: access.smtp.host, port: access.smtp.port };
  }
  throw new MailyardError('no-submission', `Nobody knows where mail of ${address} is submitted.`, {
    fix: `Give the template ${named[0] ?? 'of its provider'} an \`access.smtp\`, or the values that its host asks for.`,
  });
}

/** Where mailboxes and logins of a domain at one of its senders are reached; undefined where nobody says it. */
export function accessAt(
  { segments }: Estate,
  { providers }: Templates,
  { domain, zone, segment, settings }: EstateDomain,
  name: string,
): MailAccess | undefined {
  const template = providers.get(name);
  if (!template) return undefined;
  const accounts = segments.find(each => each.segment === segment)?.accounts;
  const relay = settings.relays.find(each => each.name === name);
  const values = { ...accountValues(template, accounts), ...settings.values[name], ...relay };
  return accessOf(template, { domain, zone, values });
}
