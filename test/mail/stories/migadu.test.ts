import { migadu } from '../../../src/mail/migadu/index.ts';
import { startMigaduTwin } from '../../../src/sandbox/mail/migadu/twin.ts';
import { conformance } from '../conformance.ts';

conformance({
  adapter: migadu,
  start: startMigaduTwin,
  create: { method: 'POST', path: '/mailboxes' },
  listing: { method: 'GET', path: '/mailboxes', callsForThousand: 1 },
  secret: 'MIGADU_API_KEY',
  forbidden: { answer: { status: 403, body: { error: 'forbidden' } }, names: /admin/ },
});
