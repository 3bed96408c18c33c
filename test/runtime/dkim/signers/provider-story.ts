/** The one story of every provider that signs: its adapter over HTTP at its twin, opened as the runtime opens it. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect } from 'vitest';
import { builtIn } from '../../../../src/inventory/defaults.ts';
import type { SignerUse } from '../../../../src/inventory/model.ts';
import { adapterOf } from '../../../../src/mail/adapters.ts';
import { type MailProviders, mailProviders } from '../../../../src/mail/providers.ts';
import { newKeyPair } from '../../../../src/runtime/dkim/key-pair.ts';
import type { Signer, SigningKey } from '../../../../src/runtime/dkim/signer.ts';
import { openSigners } from '../../../../src/runtime/dkim/signers/open.ts';
import { type SandboxClock, sandboxClock } from '../../../../src/sandbox/clock.ts';
import type { MailTwin, MailTwinOptions } from '../../../../src/sandbox/mail/twin.ts';
import { aDomain, anEstate, templates } from '../../../support/estate.ts';
import { aRuntime, NOON } from '../../../support/runtime.ts';

export interface AtProvider {
  readonly twin: MailTwin;
  readonly clock: SandboxClock;
  /** What DNS serves: TXT by name. */
  readonly dns: Map<string, string>;
  /** The name that it signs as. */
  readonly signs: string;
  /** As a new process opens it. */
  open(): Promise<Signer>;
  /** A new key of ours, published unless told otherwise. */
  aKey(selector: string, options?: { algorithm?: 'rsa-2048' | 'ed25519'; unpublished?: true }): Promise<SigningKey>;
  /** Its keys now, and whether each verifies against DNS: `my20261126a pass`. */
  signed(): string[];
}

export interface ProviderParts {
  start(options: MailTwinOptions): Promise<MailTwin>;
  use: SignerUse;
  kind: 'mailProvider' | 'relay';
  /** Default: the domain itself. */
  signs?: string;
}

const DOMAIN = 'acme.example';

export function atProvider({ start, use, kind, signs = DOMAIN }: ProviderParts): AtProvider {
  const dns = new Map<string, string>();
  const clock = sandboxClock(NOON);
  const secrets: string[] = [];
  let twin: MailTwin;
  let folder: string;

  beforeEach(async () => {
    dns.clear();
    secrets.length = 0;
    folder = mkdtempSync(join(tmpdir(), 'mailyard-keys-'));
    twin = await start({
      clock,
      lookup: async (name, type) => (type === 'TXT' && dns.has(name) ? [dns.get(name) as string] : []),
    });
    twin.addDomain(signs);
  });
  afterEach(async () => {
    await twin.close();
    rmSync(folder, { recursive: true });
  });

  function mail(): MailProviders {
    return mailProviders({
      ...{ adapter: name => adapterOf(name, undefined), title: name => templates().providers.get(name)?.title ?? name },
      ...{ env: twin.env, folder, clock: clock.now, timeout: 1500, random: () => 0 },
      ...{ rate: { calls: 1_000_000, seconds: 1 }, sleep: async milliseconds => clock.advance(milliseconds) },
    });
  }

  return {
    get twin() {
      return twin;
    },
    ...{ clock, dns, signs },

    async open() {
      const { region } = twin.account;
      const relays = kind === 'relay' ? [{ name: use.name, ...(region && { region }) }] : [];
      const of = aDomain({
        ...{ domain: DOMAIN, mailProvider: kind === 'relay' ? 'none' : use.name, relays },
        dkim: { ...builtIn.dkim, algorithm: 'both', signers: [use] },
      });
      const estate = anEstate([of], { segments: { primary: { accounts: { [use.name]: twin.account } } } });
      const runtime = await aRuntime({ estate, clock, mail: mail() });
      const [signing, ...others] = await openSigners(runtime, estate.domains[0] as never);
      expect([signing?.signs, others]).toEqual([signs, []]);
      return signing?.signer as Signer;
    },

    async aKey(selector, { algorithm = 'rsa-2048', unpublished } = {}) {
      const { privateKey, record } = await newKeyPair(algorithm);
      if (!unpublished) dns.set(`${selector}._domainkey.${signs}`, record);
      secrets.push(privateKey);
      return { selector, algorithm, privateKey };
    },

    signed: () =>
      (twin.signs?.(signs) ?? []).map(({ selector, publicKey }) => {
        const record = dns.get(`${selector}._domainkey.${signs}`);
        return `${selector} ${record?.includes(`p=${publicKey}`) ? 'pass' : 'fail'}`;
      }),
  };
}
