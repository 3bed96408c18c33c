/** What Migadu can do, and what an account of it needs. Facts and their sources: docs/providers/migadu.md. */
import type { AdapterFacts } from '../capabilities.ts';

export const facts = {
  name: 'migadu',
  capabilities: {
    'domain.create': 'api',
    'domain.verify': 'api',
    // "we do not expose the one for domain deletion, as that action is irreversible" (migadu.com/api)
    'domain.delete': 'manual',
    'mailbox.create': 'api',
    'mailbox.suspend': 'api',
    'mailbox.delete': 'api',
    'mailbox.password': 'api',
    name: 'api',
    aliases: 'api',
    forwarding: 'api',
    sendLimit: 'api',
    signature: 'api',
  },
  account: {
    user: {
      description: 'the e-mail address of the Migadu account that the API key belongs to',
      required: true,
      example: 'admin@acme.example',
      pattern: '^[^@\\s:]+@[^@\\s]+$',
    },
    url: {
      description: 'where the API is',
      default: 'https://api.migadu.com/v1',
      example: 'https://api.migadu.com/v1',
      pattern: '^https?://\\S+[^/]$',
    },
  },
  secrets: {
    MIGADU_API_KEY: {
      description: 'an API key',
      where: 'admin.migadu.com, My Account, API Keys, New API Key; it is shown once',
    },
  },
  gives: { verification: 'added' },
  readyNeedsMx: true,
  rate: {
    calls: 55,
    seconds: 120,
    source:
      'Migadu documents none; the public client github.com/metio/migadu-client.go keeps to 60 in 2 minutes (2026-08)',
  },
} satisfies AdapterFacts;
