/**
 * The story of every program that signs: keys come and go, messages are signed by the real program all through, and each one
 * verifies (mailauth) against what is published at that moment.
 */
import { mkdirSync, mkdtempSync, readdirSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { dkimVerify } from 'mailauth/lib/dkim/verify.js';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { builtIn } from '../../../../src/inventory/defaults.ts';
import type { SignerUse } from '../../../../src/inventory/model.ts';
import { signersOf } from '../../../../src/records/dkim/signers.ts';
import { newKeyPair } from '../../../../src/runtime/dkim/key-pair.ts';
import type { Algorithm, KeyTaker, SigningKey } from '../../../../src/runtime/dkim/signer.ts';
import { type SignerFolder, signerFolder } from '../../../../src/runtime/dkim/signers/folder.ts';
import { openSigners } from '../../../../src/runtime/dkim/signers/open.ts';
import { programSigner } from '../../../../src/runtime/dkim/signers/program.ts';
import { reloading } from '../../../../src/runtime/dkim/signers/reload.ts';
import type { Tables } from '../../../../src/runtime/dkim/signers/tables/table.ts';
import { aDomain, anEstate, templates } from '../../../support/estate.ts';
import type { Running } from '../../../support/program.ts';
import { aRuntime } from '../../../support/runtime.ts';

export interface SigningProgram {
  name: 'opendkim' | 'rspamd';
  tables: Tables;
  /** Starts it on the folder; the settings by which Mailyard reaches it. */
  start(home: string, folder: string): Promise<Running & { settings: Partial<SignerUse> }>;
}

export function signStory({ name, tables, start }: SigningProgram): void {
  const published = new Map<string, string>();
  let home: string;
  let folder: string;
  let program: Awaited<ReturnType<SigningProgram['start']>>;
  let signer: KeyTaker;

  beforeAll(async () => {
    home = mkdtempSync(join(tmpdir(), `mailyard-${name}-`));
    folder = join(home, 'mailyard');
    mkdirSync(folder, { mode: 0o755 });
    program = await start(home, folder);
    signer = await opened();
  }, 120_000);

  afterAll(async () => {
    await program?.close();
    rmSync(home, { recursive: true, force: true });
  });

  /** As the runtime opens it. */
  async function opened(more: Partial<SignerUse> = {}): Promise<KeyTaker> {
    const use = { name, folder, ...program.settings, ...more };
    const of = aDomain({ dkim: { ...builtIn.dkim, algorithm: 'both', signers: [use] } });
    const estate = anEstate([of]);
    expect(signersOf(of, templates().providers)).toHaveLength(1);
    const [signing] = await openSigners(await aRuntime({ estate, env: process.env }), estate.domains[0] as never);
    return signing?.signer as KeyTaker;
  }

  async function aKey(domain: string, selector: string, algorithm: Algorithm = 'rsa-2048'): Promise<SigningKey> {
    const { privateKey, record } = await newKeyPair(algorithm);
    published.set(`${selector}._domainkey.${domain}`, record);
    return { selector, algorithm, privateKey };
  }

  const resolver = async (asked: string) => {
    const record = published.get(asked);
    if (record) return [[record]];
    throw Object.assign(new Error('there is none'), { code: 'ENOTFOUND' });
  };

  async function signatures(domain: string): Promise<string[]> {
    const { results } = await dkimVerify((await signer.sample?.(domain)) as Buffer, { resolver: resolver as never });
    return results
      .filter(({ selector }) => selector !== undefined)
      .map(({ selector, status, signingDomain }) => `${selector} ${signingDomain} ${status.result}`)
      .sort();
  }

  /** A program reads its tables again in its own time: until then it may sign with the key before, and never with one that fails. */
  async function soon(domain: string, ...wanted: string[]): Promise<void> {
    for (let tries = 0; ; tries++) {
      const now = await signatures(domain);
      for (const each of now) expect(each).toMatch(/ pass$/);
      if (JSON.stringify(now) === JSON.stringify(wanted.map(each => `${each} ${domain} pass`).sort())) return;
      if (tries > 100) expect(now).toEqual(wanted);
      await sleep(100);
    }
  }

  test('a domain that nobody gave a key is not signed', async () => {
    expect(await signer.current('acme.example', 'rsa-2048')).toBeUndefined();
    expect(await signatures('acme.example')).toEqual([]);
  });

  test('a key is taken, twice with the same result, and another one after it', async () => {
    const [first, second] = [await aKey('acme.example', 'my20261126a'), await aKey('acme.example', 'my20261126b')];
    for (const _ of [1, 2]) {
      await signer.use('acme.example', first);
      expect(await signer.current('acme.example', 'rsa-2048')).toBe('my20261126a');
      await soon('acme.example', 'my20261126a');
    }
    await signer.use('acme.example', second);
    expect(await signer.current('acme.example', 'rsa-2048')).toBe('my20261126b');
    await soon('acme.example', 'my20261126b');
  });

  test('the key in use is not forgotten, and the one before it is; not there is done', async () => {
    await expect(signer.forget?.('acme.example', 'my20261126b')).rejects.toMatchObject({ code: 'selector-in-use' });
    await signer.forget?.('acme.example', 'my20261126a');
    await signer.forget?.('acme.example', 'my20261126a');
    expect(readdirSync(join(folder, 'keys/acme.example'))).toEqual(['my20261126b.pem']);
    await soon('acme.example', 'my20261126b');
  });

  test('a selector keeps its key', async () => {
    const other = await newKeyPair('rsa-2048');
    const taken = { selector: 'my20261126b', algorithm: 'rsa-2048' as const, privateKey: other.privateKey };
    await expect(signer.use('acme.example', taken)).rejects.toMatchObject({ code: 'selector-taken' });
    await soon('acme.example', 'my20261126b');
  });

  test('nobody else can read a key', () => {
    const file = join(folder, 'keys/acme.example/my20261126b.pem');
    expect((statSync(file).mode & 0o777).toString(8)).toBe('600');
    expect((statSync(join(folder, 'keys')).mode & 0o777).toString(8)).toBe('700');
  });

  test('a subdomain has keys of its own', async () => {
    await signer.use('news.acme.example', await aKey('news.acme.example', 'my20261126a'));
    await soon('news.acme.example', 'my20261126a');
    await soon('acme.example', 'my20261126b');
  });

  test('with two algorithms each message has two signatures', async ({ skip }) => {
    if (!signer.algorithms.includes('ed25519')) skip(`${signer.title} takes RSA alone`);
    await signer.use('both.example', await aKey('both.example', 'my20261126a'));
    await signer.use('both.example', await aKey('both.example', 'my20261126b', 'ed25519'));
    await soon('both.example', 'my20261126a', 'my20261126b');
    await signer.use('both.example', await aKey('both.example', 'my20261127a', 'ed25519'));
    await soon('both.example', 'my20261126a', 'my20261127a');
    expect(await signer.current('both.example', 'rsa-2048')).toBe('my20261126a');
    expect(await signer.current('both.example', 'ed25519')).toBe('my20261127a');
  });

  test('forty domains at once lose none', async () => {
    const domains = Array.from({ length: 40 }, (_, index) => `d${index}.example`);
    const keys = await Promise.all(domains.map(domain => aKey(domain, 'my20261126a')));
    await Promise.all(domains.map((domain, index) => signer.use(domain, keys[index] as SigningKey)));
    for (const domain of domains) expect(await signer.current(domain, 'rsa-2048')).toBe('my20261126a');
    await soon('d39.example', 'my20261126a');
  });

  test('a `reload` that fails is said, and the key before goes on signing', async () => {
    const broken = await opened({ reload: 'echo "Unit not found." >&2; exit 5' });
    const key = await aKey('acme.example', 'my20261128a');
    await expect(broken.use('acme.example', key)).rejects.toMatchObject({
      code: 'reload-failed',
      message: '`echo "Unit not found." >&2; exit 5` failed: Unit not found.',
    });
    expect(await signatures('acme.example')).toEqual([expect.stringMatching(/ pass$/)]);
    await signer.use('acme.example', key);
    await soon('acme.example', 'my20261128a');
  });

  test('cut off after any file and read at once, it signs with the one key or the other, and both verify', async () => {
    await signer.use('cut.example', await aKey('cut.example', 'my20261126a'));
    await soon('cut.example', 'my20261126a');
    for (let files = 0, whole = false; !whole; files++) {
      const next = await aKey('cut.example', `my20261127${'abcdef'[files]}`);
      whole = await cutAfter(files, next);
      for (let times = 0; times < 10; times++) {
        const now = await signatures('cut.example');
        expect(now).toHaveLength(1);
        expect(now[0]).toMatch(/ pass$/);
        await sleep(30);
      }
    }
  });

  /** Lets so many files be written, then goes no further, as a process that is killed; and the program reads what there is. */
  async function cutAfter(files: number, key: SigningKey): Promise<boolean> {
    const real = signerFolder(folder);
    let left = files;
    const write: SignerFolder['write'] = async (...file) => {
      if (left-- === 0) throw new Error('killed');
      await real.write(...file);
    };
    const reload = reloading(program.settings.reload, process.env);
    const { name: id, title, algorithms } = signer;
    const cut = programSigner({
      ...{ name: id, title, algorithms, tables, reload },
      folder: { ...real, write },
    });
    try {
      await cut.use('cut.example', key);
      return true;
    } catch (error) {
      expect((error as Error).message).toBe('killed');
      await reload();
      return false;
    }
  }
}
