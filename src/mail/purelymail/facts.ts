/** What Purelymail can do, and what an account of it needs. Facts and their sources: docs/providers/purelymail.md. */
import type { AdapterFacts } from '../capabilities.ts';

export const facts = {
  name: 'purelymail',
  capabilities: {
    'domain.create': 'api',
    'domain.verify': 'api',
    'domain.delete': 'api',
    'mailbox.create': 'api',
    'mailbox.delete': 'api',
    'mailbox.password': 'api',
    aliases: 'api',
    forwarding: 'api',
  },
  account: {
    url: {
      description: 'where the API is',
      default: 'https://purelymail.com/api/v0',
      example: 'https://purelymail.com/api/v0',
      pattern: '^https?://\\S+[^/]$',
    },
  },
  secrets: {
    PURELYMAIL_API_TOKEN: {
      description: 'an API token',
      where: 'purelymail.com, Account, API, Create token',
    },
  },
  gives: { verification: 'added' },
  rate: { calls: 60, seconds: 60, source: 'Purelymail documents none: our own caution' },
} satisfies AdapterFacts;
