import { zoho } from '../../../src/mail/zoho/index.ts';
import { startZohoTwin } from '../../../src/sandbox/mail/zoho/twin.ts';
import { conformance } from '../conformance.ts';

conformance({
  adapter: zoho,
  start: startZohoTwin,
  create: { method: 'POST', path: '/accounts' },
  // Pages of 200, and an empty one: Zoho does not say how large a page may be.
  listing: { method: 'GET', path: '/accounts', callsForThousand: 6 },
  secret: 'ZOHO_REFRESH_TOKEN',
  forbidden: {
    answer: { status: 401, body: { status: { code: 401 }, data: { errorCode: 'INVALID_OAUTHSCOPE' } } },
    names: /ZohoMail\.organization\.accounts\.ALL/,
  },
});
