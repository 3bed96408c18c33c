import { microsoft365 } from '../../../src/mail/microsoft-365/index.ts';
import { startMicrosoft365Twin } from '../../../src/sandbox/mail/microsoft-365/twin.ts';
import { conformance } from '../conformance.ts';

const code = 'Authorization_RequestDenied';
const message = 'Insufficient privileges to complete the operation.';

conformance({
  adapter: microsoft365,
  start: startMicrosoft365Twin,
  create: { method: 'POST', path: '/users', body: 'userPrincipalName' },
  listing: { method: 'GET', path: '/users', callsForThousand: 2 },
  secret: 'MICROSOFT_365_CLIENT_SECRET',
  forbidden: { answer: { status: 403, body: { error: { code, message } } }, names: /User\.ReadWrite\.All/ },
  // Only a person in Exchange learns these.
  variables: {
    dkimTarget1: 'selector1-acme-hello-example._domainkey.acme.n-v1.dkim.mail.microsoft',
    dkimTarget2: 'selector2-acme-hello-example._domainkey.acme.n-v1.dkim.mail.microsoft',
  },
});
