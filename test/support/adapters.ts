/** Two made-up adapters under the names of templates: one that can do nearly everything, one that can do little. */
import type { AdapterFacts } from '../../src/mail/capabilities.ts';

const mailcow: AdapterFacts = {
  name: 'mailcow',
  capabilities: {
    'domain.create': 'api',
    'domain.delete': 'api',
    'mailbox.create': 'api',
    'mailbox.suspend': 'api',
    'mailbox.delete': 'api',
    'mailbox.password': 'api',
    name: 'api',
    aliases: 'api',
    forwarding: 'api',
    sendLimit: 'api',
    smtpAccess: 'api',
    'dkim.read': 'api',
    quota: 'api',
  },
  account: {
    url: { description: 'where its API is', required: true, example: 'https://mail.example.net', pattern: '^https://' },
    events: { description: 'where events go', example: '{ queue: … }', nested: true },
  },
  secrets: { MAILCOW_API_KEY: { description: 'the API key', where: 'System, Configuration, Access' } },
  gives: { dkimKey: 'added' },
  rate: { calls: 60, seconds: 60, source: 'Our own caution: the server is yours' },
};

const migadu: AdapterFacts = {
  name: 'migadu',
  capabilities: { 'mailbox.create': 'api', 'mailbox.suspend': 'manual', name: 'api', aliases: 'manual' },
  account: { user: { description: 'who the API key belongs to', required: true, example: 'admin@acme.example' } },
  secrets: { MIGADU_API_KEY: { description: 'the API key', where: 'admin.migadu.com, My Account, API Keys' } },
  gives: { verification: 'added' },
  rate: { calls: 30, seconds: 60, source: 'Undocumented, so our own caution' },
};

export const adapters = new Map([mailcow, migadu].map(facts => [facts.name, facts]));
