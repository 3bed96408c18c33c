import { mailcow } from '../../../src/mail/mailcow/index.ts';
import { startMailcowTwin } from '../../../src/sandbox/mail/mailcow/twin.ts';
import { conformance } from '../conformance.ts';

conformance({
  adapter: mailcow,
  start: startMailcowTwin,
  create: { method: 'POST', path: '/add/mailbox' },
  listing: { method: 'GET', path: '/get/mailbox/all', callsForThousand: 1 },
  secret: 'MAILCOW_API_KEY',
  forbidden: {
    answer: { status: 403, body: { type: 'error', msg: 'API read/write access denied' } },
    names: /read-write access/,
  },
  variables: { host: 'mail.acme.example' },
});
