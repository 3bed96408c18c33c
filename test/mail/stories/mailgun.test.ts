import { mailgun } from '../../../src/mail/mailgun/index.ts';
import { startMailgunTwin } from '../../../src/sandbox/mail/mailgun/twin.ts';
import type { MailTwinOptions } from '../../../src/sandbox/mail/twin.ts';
import { conformance } from '../conformance.ts';

/** The template publishes keys below the return path, which is what is registered at Mailgun; here that is the domain. */
const belowReturnPath = ({ lookup = async () => [], ...options }: MailTwinOptions): MailTwinOptions => ({
  ...options,
  lookup: (name, type) => lookup(name.replace('_domainkey.', '_domainkey.mg.'), type),
});

conformance({
  adapter: mailgun,
  start: options => startMailgunTwin(belowReturnPath(options)),
  create: { method: 'POST', path: '/credentials' },
  listing: { method: 'GET', path: '/credentials', callsForThousand: 2 },
  secret: 'MAILGUN_API_KEY',
  forbidden: { answer: { status: 403, body: { message: 'Forbidden' } }, names: /role Admin/ },
});
