import { stalwart } from '../../../src/mail/stalwart/index.ts';
import { startStalwartTwin } from '../../../src/sandbox/mail/stalwart/twin.ts';
import { conformance } from '../conformance.ts';

const description = 'You are not authorized to create objects of this type';

conformance({
  adapter: stalwart,
  start: startStalwartTwin,
  create: { method: 'POST', path: '/jmap', body: '"credentials":{' },
  // The domain's id, the rights, and two pages; session included.
  listing: { path: '/jmap', callsForThousand: 5 },
  secret: 'STALWART_SECRET',
  forbidden: {
    answer: { status: 200, body: { methodResponses: [['error', { type: 'forbidden', description }, '0']] } },
    names: /sysAccount/,
  },
  variables: { host: 'mail.example.net' },
});
