/** Zoho Mail as data. */
import type { AdapterFacts } from '../capabilities.ts';

const where = 'api-console.zoho.com (of your data centre), the Self Client';

export const facts = {
  name: 'zoho',
  capabilities: {
    'domain.create': 'api',
    'domain.verify': 'api',
    'domain.delete': 'api',
    'mailbox.create': 'api',
    'mailbox.suspend': 'api',
    'mailbox.delete': 'api',
    'mailbox.password': 'api',
    name: 'api',
    aliases: 'api',
    forwarding: 'manual',
    'dkim.read': 'api',
    'dkim.create': 'api',
    'dkim.rotate': 'api',
    lastActivity: 'api',
  },
  account: {
    zoid: {
      description: 'the organisation ID',
      required: true,
      example: '700000001',
      pattern: '^[0-9]+$',
    },
    mailDomain: {
      description: "the domain of the account's data centre, for the MX records too",
      default: 'zoho.com',
      example: 'zoho.eu',
      pattern: '^zoho(cloud)?\\.[a-z.]+$',
    },
    dkimSelector: {
      description: 'the selector under which DKIM keys are made, and published',
      default: 'zmail',
      example: 'zmail',
      pattern: '^[A-Za-z0-9-]+$',
    },
    url: {
      description: 'the API, where it is not that of `mailDomain`',
      example: 'https://mail.zoho.eu/api',
      pattern: '^https?://[^ ]+[^/]$',
    },
    accountsUrl: {
      description: 'where tokens come from, where it is not that of `mailDomain`',
      example: 'https://accounts.zoho.eu',
      pattern: '^https?://[^ ]+[^/]$',
    },
  },
  secrets: {
    ZOHO_CLIENT_ID: { description: 'the client ID', where },
    ZOHO_CLIENT_SECRET: { description: 'the client secret', where },
    ZOHO_REFRESH_TOKEN: { description: 'the refresh token', where: `${where}, Generate Code; docs/providers/zoho.md` },
  },
  signsWhenAsked: true,
  gives: { verification: 'added', dkimKey: 'ready' },
  rate: {
    calls: 20,
    seconds: 60,
    source: '30 calls a minute, then a lock of undisclosed length (third party, 2026-11)',
  },
} satisfies AdapterFacts;
