/** What mailcow can do, and what an account of it needs. Facts and their sources: docs/providers/mailcow.md. */
import type { AdapterFacts } from '../capabilities.ts';

export const facts = {
  name: 'mailcow',
  capabilities: {
    'domain.create': 'api',
    // It takes and sends mail as soon as it has the domain, whatever DNS says.
    'domain.verify': 'none',
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
    'dkim.create': 'api',
    'dkim.import': 'api',
    lastActivity: 'api',
  },
  account: {
    url: {
      description: 'where the server is, without a path',
      required: true,
      example: 'https://mail.acme.example',
      // The API key and passwords go through it.
      pattern: '^(https://[^/\\s]+|http://(localhost|127\\.0\\.0\\.1)(:\\d+)?)$',
    },
    host: {
      description: 'the name of the server in DNS (MAILCOW_HOSTNAME), to which the MX of its domains leads',
      example: 'mail.acme.example',
    },
    timezone: {
      description:
        'the time zone of the server (MAILCOW_TZ): by it Mailyard knows a mailbox again whose making got no answer',
      example: 'Europe/Berlin',
      pattern: '^(UTC|[A-Z][A-Za-z_]+/[A-Za-z0-9_+/-]+)$',
    },
    dkimSelector: {
      description: 'the selector of the key that mailcow makes for a new domain',
      default: 'dkim',
      example: 'dkim',
      pattern: '^[A-Za-z0-9-]+$',
    },
  },
  secrets: {
    MAILCOW_API_KEY: {
      description: 'a read-write API key',
      where:
        'mailcow admin, System, Configuration, Access, API: read-write access, with the address that Mailyard calls from',
    },
  },
  gives: { dkimKey: 'added' },
  rate: { calls: 300, seconds: 60, source: 'mailcow has none: our own caution, as the server is yours' },
} satisfies AdapterFacts;
