/** What the adapter of Google Workspace can do and needs. Sources and dates: docs/providers/google-workspace.md. */
import type { AdapterFacts } from '../capabilities.ts';

export const facts = {
  name: 'google-workspace',
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
    forwarding: 'api',
    // Programs need an app password, which only its user can make (2-step verification, then App passwords).
    smtpAccess: 'manual',
    signature: 'api',
    // No API creates, shows or starts this key (2026-11): the template's `dkimKey` says where it is found.
    'dkim.read': 'manual',
    'dkim.create': 'manual',
    'dkim.rotate': 'manual',
    lastActivity: 'api',
  },
  account: {
    admin: {
      description: 'the super administrator in whose name Mailyard acts',
      required: true,
      example: 'admin@acme.example',
      pattern: '^[^@\\s]+@[^@\\s]+\\.[^@\\s]+$',
    },
    customer: {
      description: 'the customer id, where the administrator belongs to a reseller',
      default: 'my_customer',
      example: 'C03az79cb',
      pattern: '^(my_customer|C[0-9a-z]+)$',
    },
    orgUnit: {
      description: 'the organisational unit that new users are put into',
      example: '/Outbound',
      pattern: '^/',
    },
    directoryUrl: {
      description: 'the Directory API',
      default: 'https://admin.googleapis.com/admin/directory/v1',
      example: 'https://admin.googleapis.com/admin/directory/v1',
    },
    gmailUrl: {
      description: 'the Gmail API',
      default: 'https://gmail.googleapis.com/gmail/v1',
      example: 'https://gmail.googleapis.com/gmail/v1',
    },
    siteVerificationUrl: {
      description: 'the Site Verification API',
      default: 'https://www.googleapis.com/siteVerification/v1',
      example: 'https://www.googleapis.com/siteVerification/v1',
    },
  },
  secrets: {
    GOOGLE_WORKSPACE_CREDENTIALS: {
      description: 'the JSON key of a service account with domain-wide delegation, or the path of its file',
      where: 'Google Cloud console, IAM & Admin, Service Accounts, the account, Keys, Add key',
    },
  },
  gives: { verification: 'added' },
  rate: {
    calls: 1200,
    seconds: 60,
    source:
      'https://developers.google.com/workspace/admin/directory/v1/limits: 2,400 a minute for each user and project; new users about 10 a second (unverified)',
  },
} satisfies AdapterFacts;
