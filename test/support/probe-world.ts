/** A domain at mailcow whose keys are proved by mail: its twin, a submission server, the receiver of test messages, and the way between. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { dkimSign } from 'mailauth/lib/dkim/sign.js';
import { createTransport } from 'nodemailer';
import { onTestFinished } from 'vitest';
import { builtIn } from '../../src/inventory/defaults.ts';
import { dkimContext, dkimKeys } from '../../src/ledger/dkim.ts';
import type { Ledger } from '../../src/ledger/ledger.ts';
import { adapterOf } from '../../src/mail/adapters.ts';
import { mailProviders } from '../../src/mail/providers.ts';
import { openProbeReceiver } from '../../src/runtime/dkim/probe/receiver.ts';
import type { Signer } from '../../src/runtime/dkim/signer.ts';
import { openSigners } from '../../src/runtime/dkim/signers/open.ts';
import { type Runtime, silentLog } from '../../src/runtime/runtime.ts';
import { startMailcowTwin } from '../../src/sandbox/mail/mailcow/twin.ts';
import type { MailTwin } from '../../src/sandbox/mail/twin.ts';
import { type Keys, openKeys, unseal } from '../../src/secrets/seal.ts';
import { type Taken, upstreamTwin } from '../sending/submission/upstream-twin.ts';
import { aRotation, type Rotation } from './rotation.ts';

export const DOMAIN = 'acme.example';
export const PROBE = 'dkim@probe.example';

export interface ProbeWorld extends Rotation {
  mailcow: MailTwin;
  submission: Awaited<ReturnType<typeof upstreamTwin>>;
  /** What the receiver works with. */
  receiving: Runtime;
  /** One line a message. */
  said: string[];
  /** A process of its own on the same ledger. */
  process(change?: (signer: Signer) => Signer): Promise<Runtime>;
  /** Signed as mailcow signs now; `as`: with that selector's key under that name instead. */
  signed(taken: Taken, as?: string): Promise<Buffer>;
  /** The receiver's answer: `250`, or its words. */
  deliver(message: Buffer, to?: string): Promise<string>;
}

export async function aProbeWorld(probe: string | undefined = PROBE): Promise<ProbeWorld> {
  const mailcow = await startMailcowTwin({ rate: { quota: 1_000_000, windowSeconds: 1 } } as never);
  mailcow.addDomain(DOMAIN);
  const submission = await upstreamTwin();
  const dkim = { ...builtIn.dkim, signers: [{ name: 'mailcow' }] };
  const world = await aRotation({
    domains: [{ domain: DOMAIN, mailProvider: 'mailcow', mailboxes: [{ user: 'alex' }], dkim } as never],
    inventory: {
      contacts: { ...(probe && { probe }) },
      segments: { primary: { accounts: { mailcow: mailcow.account } } },
    },
  });
  const folder = mkdtempSync(join(tmpdir(), 'mailyard-probe-'));
  const { clock } = world;
  const mail = mailProviders({
    ...{ adapter: name => adapterOf(name, undefined), title: name => name, env: mailcow.env, folder, clock: clock.now },
    ...{ timeout: 5000, random: () => 0, rate: { calls: 1_000_000, seconds: 1 }, sleep: async () => {} },
  });
  const login = { address: `alex@${DOMAIN}`, login: { user: `alex@${DOMAIN}`, password: 'right' } };

  const process: ProbeWorld['process'] = (change = signer => signer) =>
    world.runtime({
      mail,
      async signers(this: Runtime, domain) {
        const signings = await openSigners(this, domain);
        return signings.map(each => ({ ...each, signer: change(each.signer) }));
      },
      login: async () => ({ ...login, server: { host: '127.0.0.1', port: submission.port } }),
    });

  const runtime = await process();
  const said: string[] = [];
  const log = {
    ...silentLog,
    info: (fields: object, text: string) => void said.push(`${text} ${JSON.stringify(fields)}`),
  };
  const parts = { runtime: () => runtime, log, name: 'probe.example' };
  const receiver = await openProbeReceiver(parts, { host: '127.0.0.1', port: 0 });
  const port = Number(receiver.place.split(':').at(-1));
  onTestFinished(async () => {
    await Promise.all([receiver.close(), submission.close(), mailcow.close()]);
    await world.close();
    rmSync(folder, { recursive: true, force: true });
  });

  return {
    ...world,
    ...{ mailcow, submission, receiving: runtime, said, process },
    signed: ({ raw }, as) =>
      signedAs(runtime.ledger, openKeys(world.key), DOMAIN, as ?? mailcow.signs?.(DOMAIN)[0]?.selector ?? '', raw),
    deliver: (raw, to = PROBE) =>
      createTransport({ host: '127.0.0.1', port, ignoreTLS: true })
        .sendMail({ envelope: { from: `alex@${DOMAIN}`, to }, raw })
        .then(
          () => '250',
          (error: { response?: string; message: string }) => error.response ?? error.message,
        ),
  };
}

/** As whoever has the key signs; the provider has it from the ledger. */
export async function signedAs(ledger: Ledger, keys: Keys, domain: string, selector: string, raw: Buffer) {
  const key = (await dkimKeys(ledger, { all: true })).find(each => each.selector === selector);
  const privateKey = unseal(keys, key?.privateKey ?? '', dkimContext(domain, selector));
  const options = { signingDomain: domain, selector, privateKey };
  const { signatures } = await dkimSign(raw, { ...options, signatureData: [options] } as never);
  return Buffer.concat([Buffer.from(signatures), raw]);
}
