/** What Mailgun can do, and what an account of it needs. Facts and their sources: docs/providers/mailgun.md. */
import type { AdapterFacts } from '../capabilities.ts';

/** A relay: its "mailboxes" are SMTP logins, of which there is nothing to set but the password. */
export const facts = {
  name: 'mailgun',
  sendsOnly: true,
  registersReturnPath: true,
  capabilities: {
    'domain.create': 'api',
    'domain.verify': 'api',
    'domain.delete': 'api',
    'mailbox.create': 'api',
    'mailbox.delete': 'api',
    'mailbox.password': 'api',
    'dkim.read': 'api',
    'dkim.rotate': 'api',
    'dkim.import': 'api',
  },
  account: {
    region: {
      description: 'where the account keeps its domains: us or eu',
      default: 'us',
      example: 'eu',
      pattern: '^(us|eu)$',
    },
    url: {
      description: "where the API is, if not at the region's own address",
      example: 'https://api.eu.mailgun.net',
      pattern: '^https?://\\S+[^/]$',
    },
  },
  secrets: {
    MAILGUN_API_KEY: {
      description: 'an account API key with the role Admin',
      where: 'app.mailgun.com, Account settings, API keys, Create key; it is shown once',
    },
  },
  gives: { dkimTarget1: 'added', dkimTarget2: 'added' },
  rate: { calls: 120, seconds: 60, source: 'Mailgun documents none but answers 429: our own caution' },
  // "It must be between 5 and 32 characters."
  passwords: { length: 32 },
} satisfies AdapterFacts;
