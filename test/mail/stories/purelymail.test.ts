import { purelymail } from '../../../src/mail/purelymail/index.ts';
import { startPurelymailTwin } from '../../../src/sandbox/mail/purelymail/twin.ts';
import { conformance } from '../conformance.ts';

conformance({
  adapter: purelymail,
  start: startPurelymailTwin,
  create: { method: 'POST', path: '/createUser' },
  listing: { method: 'POST', path: '/listUser', callsForThousand: 1, most: 999 },
  secret: 'PURELYMAIL_API_TOKEN',
});
