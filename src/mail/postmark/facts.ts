/** What Postmark can do, and what an account of it needs: DKIM keys only. Facts and their sources: docs/providers/postmark.md. */
import type { AdapterFacts } from '../capabilities.ts';

export const facts = {
  name: 'postmark',
  sendsOnly: true,
  capabilities: { 'dkim.read': 'api', 'dkim.create': 'api', 'dkim.rotate': 'api' },
  account: {
    url: {
      description: 'the API, if not at its own address',
      default: 'https://api.postmarkapp.com',
      example: 'https://api.postmarkapp.com',
      pattern: '^https?://\\S+[^/]$',
    },
  },
  secrets: {
    POSTMARK_ACCOUNT_TOKEN: {
      description: 'the API token of the account (not of a server)',
      where: 'account.postmarkapp.com, API Tokens, Account; only its owner and admins see it',
    },
  },
  gives: {},
  rate: { calls: 60, seconds: 60, source: 'Postmark documents none but answers 429: our own caution' },
} satisfies AdapterFacts;
