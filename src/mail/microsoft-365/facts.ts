/** Microsoft 365 as data: what Graph can do, and what only Exchange can. */
import type { AdapterFacts } from '../capabilities.ts';

export const facts = {
  name: 'microsoft-365',
  capabilities: {
    'domain.create': 'api',
    'domain.verify': 'api',
    'domain.delete': 'api',
    'mailbox.create': 'api',
    'mailbox.suspend': 'api',
    'mailbox.delete': 'api',
    'mailbox.password': 'api',
    name: 'api',
    aliases: 'manual',
    forwarding: 'manual',
    sendLimit: 'manual',
    smtpAccess: 'manual',
    'dkim.read': 'manual',
    'dkim.create': 'manual',
    'dkim.rotate': 'manual',
  },
  account: {
    tenant: {
      description: 'the directory (tenant) ID',
      required: true,
      example: '11111111-2222-4333-8444-555555555555',
      pattern: '^([0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}|[A-Za-z0-9-]+(\\.[A-Za-z0-9-]+)+)$',
    },
    clientId: {
      description: 'the application (client) ID of the app registration',
      required: true,
      example: '66666666-7777-4888-9999-aaaaaaaaaaaa',
      pattern: '^[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}$',
    },
    licence: {
      description: 'the part number of the licence (SKU) that each mailbox gets',
      required: true,
      example: 'O365_BUSINESS_ESSENTIALS',
      pattern: '^[A-Za-z0-9_]+$',
    },
    usageLocation: {
      description: 'the country in which the mailboxes are used (ISO 3166-1): a licence needs it',
      required: true,
      example: 'DE',
      pattern: '^[A-Z]{2}$',
    },
    url: {
      description: 'Microsoft Graph; the national clouds have their own',
      default: 'https://graph.microsoft.com/v1.0',
      example: 'https://graph.microsoft.us/v1.0',
      pattern: '^https?://[^ ]+[^/]$',
    },
    loginUrl: {
      description: 'where tokens come from; the national clouds have their own',
      default: 'https://login.microsoftonline.com',
      example: 'https://login.microsoftonline.us',
      pattern: '^https?://[^ ]+[^/]$',
    },
  },
  secrets: {
    MICROSOFT_365_CLIENT_SECRET: {
      description: 'the client secret (its value, not its ID)',
      where: 'Entra admin centre, App registrations, the app, Certificates & secrets',
    },
  },
  gives: { verification: 'added', mx: 'ready' },
  rate: {
    calls: 2400,
    seconds: 150,
    source:
      '3,000 writes in 150 s for an app in a tenant: https://learn.microsoft.com/graph/throttling-limits, 2026-11',
  },
} satisfies AdapterFacts;
