/** An old key's record becomes an empty `p=`. Nothing signs with it any more, and a message shows it where one can be had. */
import { MailyardError } from '../../../error.ts';
import { changeKey, type DkimKey } from '../../../ledger/dkim.ts';
import type { Action } from '../../action.ts';
import type { Runtime } from '../../runtime.ts';
import { REVOKED } from '../key-pair.ts';
import type { RingNow } from '../ring-now.ts';
import { verifyAt } from '../verify.ts';
import { type KeyStep, moved, stillNext } from './key-step.ts';
import { writeKey } from './write-key.ts';

export const revoke: Action<KeyStep> = {
  name: 'dkim.revoke',
  job: 'dkim',
  async perform(runtime, parameters) {
    const seen = await stillNext(runtime, parameters, 'revoke');
    const { key, domain, signer } = seen;
    await refuseIfSignedWith(runtime, seen, key);
    // The ledger first: from now on nobody can go back to this key, whether or not DNS says so already.
    const revoked = key.phase === 'retiring' ? { ...key, phase: 'revoked' as const } : key;
    const { phase } = revoked;
    if (!(await changeKey(runtime.ledger, key, { phase, revokedAt: key.revokedAt ?? runtime.now() })))
      throw moved('Somebody else went on.');
    await writeKey(runtime, domain, key, REVOKED);
    await changeKey(runtime.ledger, revoked, { stands: 'revoked', problem: undefined });
    if (phase === 'compromised' && signer.kind === 'takes') await signer.forget?.(key.domain, key.selector);
    return `${key.selector} of ${key.domain} is revoked`;
  },
};

/** What a signer says and what it does may differ. */
async function refuseIfSignedWith({ query }: Runtime, { signer, servers }: RingNow, key: DkimKey): Promise<void> {
  const message = signer.kind === 'takes' ? await signer.sample?.(key.domain) : undefined;
  const [server] = servers.servers;
  if (!message || !server) return;
  const signatures = await verifyAt(query, server, message);
  if (signatures.some(({ domain, selector }) => domain === key.domain && selector === key.selector))
    throw new MailyardError(
      'dkim-still-signed',
      `A message shows that ${signer.title} still signs with ${key.selector}.`,
    );
}
