/** Which server an address's mail goes on to: that of its relay or provider, as their templates say it. Pure. */
import { MailyardError } from '../../error.ts';
import type { Estate } from '../../estate/estate.ts';
import type { Templates } from '../../inventory/template.ts';
import { accessOf } from '../../records/access.ts';
import { accountValues } from '../../records/account-values.ts';
import { senderOf } from '../throttle/sender.ts';
import type { UpstreamServer } from './upstream.ts';

/** A mailbox's `smtpRelay`, else its provider, else the domain's first relay with a server. Throws `unknown-mailbox`, `no-submission`. */
export function upstreamOf(estate: Estate, templates: Templates, address: string): UpstreamServer {
  const { domain, mailbox } = senderOf(estate, templates, address);
  const { settings, segment, zone } = domain;
  const named = mailbox ? [mailbox.smtpRelay ?? settings.mailProvider] : settings.relays.map(({ name }) => name);
  const accounts = estate.segments.find(each => each.segment === segment)?.accounts;
  for (const name of named) {
    const template = templates.providers.get(name);
    if (!template) continue;
    const relay = settings.relays.find(each => each.name === name);
    const values = { ...accountValues(template, accounts), ...settings.values[name], ...relay };
    const access = accessOf(template, { domain: domain.domain, zone, values });
    if (access) return { host: access.smtp.host, port: access.smtp.port };
  }
  throw new MailyardError('no-submission', `Nobody knows where mail of ${address} is submitted.`, {
    fix: `Give the template ${named[0] ?? 'of its provider'} an \`access.smtp\`, or the values that its host asks for.`,
  });
}
