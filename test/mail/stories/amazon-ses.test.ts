import { amazonSes } from '../../../src/mail/amazon-ses/index.ts';
import { queryError } from '../../../src/sandbox/mail/amazon-ses/answer.ts';
import { startAmazonSesTwin } from '../../../src/sandbox/mail/amazon-ses/twin.ts';
import { conformance } from '../conformance.ts';

conformance({
  adapter: amazonSes,
  start: startAmazonSesTwin,
  create: { method: 'POST', path: '/iam/', body: 'Action=CreateUser' },
  // All of IAM is one path: a page of users, and of each its keys and when they were used.
  listing: { method: 'POST', path: '/iam/', callsForThousand: 2001 },
  secret: 'AWS_SECRET_ACCESS_KEY',
  forbidden: {
    answer: queryError(403, 'AccessDenied', 'User is not authorized to perform: iam:CreateUser'),
    names: /iam:CreateUser/,
  },
});
