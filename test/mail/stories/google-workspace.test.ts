import { googleWorkspace } from '../../../src/mail/google-workspace/index.ts';
import { failed } from '../../../src/sandbox/mail/google-workspace/answer.ts';
import { startGoogleWorkspaceTwin } from '../../../src/sandbox/mail/google-workspace/twin.ts';
import { conformance } from '../conformance.ts';

conformance({
  adapter: googleWorkspace,
  // Forwarding to a domain of the same account asks nobody.
  start: options => startGoogleWorkspaceTwin({ ...options, primary: 'acme.example' }),
  create: { method: 'POST', path: '/admin/directory/v1/users' },
  listing: { method: 'GET', path: '/admin/directory/v1/users', callsForThousand: 2 },
  secret: 'GOOGLE_WORKSPACE_CREDENTIALS',
  forbidden: {
    answer: failed(403, 'insufficientPermissions', 'Request had insufficient authentication scopes.'),
    names: /auth\/admin\.directory\.user/,
  },
});
