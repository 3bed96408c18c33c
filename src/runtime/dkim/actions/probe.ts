/** A test message of the domain through its sender, which shows on arrival which key signed it. The ledger has it before it leaves. */
import { Readable } from 'node:stream';
import { MailyardError } from '../../../error.ts';
import { domainOf } from '../../../inventory/addresses.ts';
import { addProbe, type DkimProbe, type ProbeSender, refuseProbe } from '../../../ledger/dkim-probes.ts';
import { openUpstream, type Sent } from '../../../sending/submission/upstream.ts';
import type { Action } from '../../action.ts';
import { occasionOf } from '../probe/judge.ts';
import { newToken, probeMessage } from '../probe/message.ts';
import { type MailWay, mailWay } from '../probe/way.ts';
import { type KeyStep, moved, stillNext } from './key-step.ts';

/** Let through although its domain is held: it asks no cap, and its grant counts in each. */
export const probe: Action<KeyStep> = {
  name: 'dkim.probe',
  job: 'dkim',
  async perform(runtime, parameters) {
    const { key, signer, domain } = await stillNext(runtime, parameters, 'prove');
    const way = await mailWay(runtime, domain, signer.name);
    if (!way) throw moved(`No test message of ${key.domain} can be sent through ${signer.title}.`);
    const { ledger, now } = runtime;
    const { algorithm, selector } = key;
    const sending: DkimProbe = {
      ...{ token: newToken(), domain: key.domain, signer: signer.name, algorithm, selector },
      ...{ occasion: occasionOf(key), sentAt: now() },
    };
    const whose: ProbeSender = { mailbox: way.sender.address, domain: domain.domain };
    if (!(await addProbe(ledger, sending, whose))) throw moved('A test message was sent a moment ago.');
    const refused = refusalIn(await send(way, sending));
    if (refused === undefined) return `a test message for ${selector} was sent through ${signer.title} to ${way.to}`;
    await refuseProbe(ledger, sending, whose, refused);
    throw new MailyardError('probe-refused', `${signer.title} takes no test message of ${key.domain}: ${refused}`);
  },
};

/** What is unknown counts as sent. */
async function send({ sender: { address, server, login }, to }: MailWay, { token, selector, sentAt }: DkimProbe) {
  const message = probeMessage({ from: address, to, token, selector, at: sentAt });
  const name = domainOf(address);
  try {
    const upstream = await openUpstream(server, login, name);
    const envelope = { from: address, to: [to], use8BitMime: false, size: message.length };
    try {
      return await upstream.send(envelope, Readable.from([message]));
    } finally {
      upstream.close();
    }
  } catch (error) {
    // Nothing of it has left: whoever does not connect or is not let in sends nothing.
    return { outcome: 'refused' as const, code: 421, reason: (error as Error).message };
  }
}

/** Undefined: it left, or may have. */
function refusalIn(sent: Sent): string | undefined {
  if (sent.outcome === 'refused') return sent.reason;
  if (sent.outcome === 'accepted' && sent.accepted.length === 0) return sent.reasons.join('; ');
  return undefined;
}
