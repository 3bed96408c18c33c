import { restAdapter } from '../../../src/mail/rest/index.ts';
import { startMailhostTwin } from '../../../src/sandbox/mail/rest/twin.ts';
import { conformance } from '../conformance.ts';
import { mailhost } from '../rest/mailhost.ts';

conformance({
  adapter: restAdapter(mailhost),
  start: startMailhostTwin,
  create: { method: 'POST', path: '/mailboxes' },
  listing: { method: 'GET', path: '/mailboxes', callsForThousand: 10 },
  secret: 'MAILHOST_TOKEN',
  forbidden: {
    answer: { status: 403, body: { error: { code: 'scope_missing', message: 'This token lacks mailboxes:write.' } } },
    names: /mailboxes:write/,
  },
  templates: ['examples/rest'],
});
