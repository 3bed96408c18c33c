/** Where one domain's mailboxes and logins are reached: a template's `access` filled in. */
import type { MailAccess, MailServer, ProviderTemplate } from '../inventory/provider-template.ts';
import { fill, isFilled } from './placeholders.ts';
import { knownVariables, type TemplateUse } from './template.ts';

/** Undefined where the template says nothing of it, or a host has a placeholder that nobody set. */
export function accessOf({ access, ...template }: ProviderTemplate, use: TemplateUse): MailAccess | undefined {
  if (!access) return undefined;
  const variables = knownVariables(template, use);
  const hosts = Object.values(access).map(({ host }: MailServer) => host);
  if (hosts.some(host => !isFilled(host, variables))) return undefined;
  const filled = (server: MailServer) => ({ ...server, host: fill(server.host, variables) });
  return { ...(access.imap && { imap: filled(access.imap) }), smtp: filled(access.smtp) };
}
