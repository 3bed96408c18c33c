/** Where one domain's mailboxes are reached: a template's `access` filled in. */
import type { MailAccess, MailServer, ProviderTemplate } from '../inventory/template.ts';
import { fill, unsetIn } from './placeholders.ts';
import { knownVariables, type TemplateUse } from './template.ts';

/** Undefined where the template says nothing of it, or a host has a placeholder that nobody set. */
export function accessOf(template: ProviderTemplate, use: TemplateUse): MailAccess | undefined {
  const { access } = template;
  if (!access) return undefined;
  const variables = knownVariables(template, use);
  const filled = (server: MailServer) => ({ ...server, host: fill(server.host, variables) });
  const unset = unsetIn(access.imap.host, variables).concat(unsetIn(access.smtp.host, variables));
  return unset.length > 0 ? undefined : { imap: filled(access.imap), smtp: filled(access.smtp) };
}
