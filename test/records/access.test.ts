import { expect, test } from 'vitest';
import type { ProviderTemplate } from '../../src/inventory/provider-template.ts';
import { accessOf } from '../../src/records/access.ts';
import { templates } from '../support/estate.ts';

function hosts(template: string, values: Record<string, string> = {}) {
  const provider = templates().providers.get(template) as ProviderTemplate;
  const access = accessOf(provider, { domain: 'acme.example', zone: 'acme.example', values });
  return access && Object.values(access).map(({ host, port, login = 'password' }) => `${host}:${port} ${login}`);
}

test.each([
  ['google-workspace', {}, ['imap.gmail.com:993 app-password', 'smtp.gmail.com:465 app-password']],
  ['microsoft-365', {}, ['outlook.office365.com:993 oauth', 'smtp.office365.com:587 oauth']],
  ['migadu', {}, ['imap.migadu.com:993 password', 'smtp.migadu.com:465 password']],
  ['zoho', {}, ['imappro.zoho.com:993 password', 'smtppro.zoho.com:465 password']],
  ['zoho', { mailDomain: 'zoho.eu' }, ['imappro.zoho.eu:993 password', 'smtppro.zoho.eu:465 password']],
  ['mailcow', { host: 'mail.acme.example' }, ['mail.acme.example:993 password', 'mail.acme.example:465 password']],
  ['amazon-ses', { region: 'eu-central-1' }, ['email-smtp.eu-central-1.amazonaws.com:465 password']],
  ['mailgun', { mailHost: 'eu.mailgun.org' }, ['smtp.eu.mailgun.org:465 password']],
])('mailboxes of %s %j are reached at %j', (template, values, expected) => {
  expect(hosts(template, values)).toEqual(expected);
});

test('a host that nobody set is not known, and never shown with its placeholder', () => {
  expect(hosts('stalwart')).toBeUndefined();
  expect(hosts('amazon-ses')).toBeUndefined();
  expect(hosts('postmark')).toBeUndefined();
});
