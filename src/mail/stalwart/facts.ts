/** What Stalwart can do, and what an account of it needs. Facts and their sources: docs/providers/stalwart.md. */
import type { AdapterFacts } from '../capabilities.ts';

export const facts = {
  name: 'stalwart',
  capabilities: {
    'domain.create': 'api',
    'domain.delete': 'api',
    'mailbox.create': 'api',
    'mailbox.suspend': 'api',
    'mailbox.delete': 'api',
    'mailbox.password': 'api',
    name: 'api',
    aliases: 'api',
    'dkim.read': 'api',
    'dkim.create': 'api',
    'dkim.import': 'api',
  },
  account: {
    url: {
      description: 'where the server answers by HTTPS',
      required: true,
      example: 'https://mail.example.net',
      // The key and passwords go through it.
      pattern: '^(https://[^/\\s]+|http://(localhost|127\\.0\\.0\\.1)(:\\d+)?)$',
    },
    host: {
      description: 'the name of the server in DNS, to which the MX of its domains leads',
      example: 'mail.example.net',
    },
    dkimSelectorRsa: {
      description: 'the selector of the key that a new domain gets; the template goes by it too',
      default: 'stalwart',
      example: 'stalwart',
      pattern: '^[A-Za-z0-9-]+$',
    },
    user: {
      description: 'an administrator, where STALWART_SECRET is a password and not an API key',
      example: 'admin@example.net',
    },
  },
  secrets: {
    STALWART_SECRET: {
      description: "an API key, or the password of the account's `user`,",
      where: "the server's own WebUI as an administrator: Account, API keys",
    },
  },
  gives: { dkimKeyRsa: 'added' },
  rate: { calls: 600, seconds: 60, source: '1000/min for each account, the default of its Http settings' },
} satisfies AdapterFacts;
