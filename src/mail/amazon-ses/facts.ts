/** What the adapter of Amazon SES can do and needs. Sources and dates: docs/providers/amazon-ses.md. */
import type { AdapterFacts } from '../capabilities.ts';

/** The template of the relay. */
export const AMAZON_SES = 'amazon-ses';

/** A mailbox here is an SMTP login that may send from its address and nothing else. */
export const facts = {
  name: AMAZON_SES,
  sendsOnly: true,
  capabilities: {
    'mailbox.create': 'api',
    'mailbox.suspend': 'api',
    'mailbox.delete': 'api',
    'mailbox.password': 'api',
    'dkim.read': 'api',
    'dkim.rotate': 'api',
    'dkim.import': 'api',
    lastActivity: 'api',
  },
  account: {
    region: {
      description: 'the AWS region that mail is sent through: an SMTP password is good in one region only',
      required: true,
      example: 'eu-central-1',
      pattern: '^[a-z]{2}(-[a-z]+)+-[0-9]+$',
    },
    account: {
      description: 'the twelve digits of the AWS account: no other one is touched, whatever credentials there are',
      example: "'123456789012'",
      pattern: '^\\d{12}$',
    },
    iamUrl: { description: 'the IAM API, if not at its own address', example: 'https://iam.amazonaws.com' },
    sesUrl: {
      description: 'the SES API, if not at its own address',
      example: 'https://email.eu-central-1.amazonaws.com',
    },
    stsUrl: {
      description: 'the STS API, if not at its own address',
      example: 'https://sts.eu-central-1.amazonaws.com',
    },
  },
  secrets: {
    AWS_ACCESS_KEY_ID: {
      description: 'the access key that Mailyard works with',
      where: 'IAM console, Users, the user, Security credentials, Access keys; or what your CI gets for its role',
    },
    AWS_SECRET_ACCESS_KEY: {
      description: 'its secret',
      where: 'shown once when the access key is made; or what your CI gets for its role',
    },
    AWS_SESSION_TOKEN: {
      description: 'its session token, where the credentials are those of a role',
      optional: true,
      where: 'beside the access key of a role',
    },
  },
  gives: {},
  // Amazon publishes no rates for IAM; throttled calls are sent again later.
  rate: { calls: 600, seconds: 60, source: 'our own measure: Amazon publishes none for IAM (2026-11)' },
} satisfies AdapterFacts;
