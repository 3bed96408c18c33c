/** Key files and tables on disk: who owns them, whose they are, and several processes at once. */
import { execFile } from 'node:child_process';
import { chownSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { newKeyPair } from '../../../../src/runtime/dkim/key-pair.ts';
import type { KeyTaker } from '../../../../src/runtime/dkim/signer.ts';
import { signerFolder } from '../../../../src/runtime/dkim/signers/folder.ts';
import { programSigner } from '../../../../src/runtime/dkim/signers/program.ts';
import { reloading } from '../../../../src/runtime/dkim/signers/reload.ts';
import { kumoMta } from '../../../../src/runtime/dkim/signers/tables/kumomta.ts';
import { openDkim } from '../../../../src/runtime/dkim/signers/tables/opendkim.ts';

const run = promisify(execFile);
let home: string;

beforeEach(() => {
  home = mkdtempSync(join(tmpdir(), 'mailyard-signer-'));
});
afterEach(() => rmSync(home, { recursive: true, force: true }));

const signer = (folder: string, tables = openDkim): KeyTaker =>
  programSigner({
    ...{ name: 'opendkim', title: 'OpenDKIM', algorithms: ['rsa-2048'], tables },
    folder: signerFolder(folder),
    reload: reloading(undefined, {}),
  });

const aKey = async (selector = 'my20261126a') => ({
  ...{ selector, algorithm: 'rsa-2048' as const },
  privateKey: (await newKeyPair('rsa-2048')).privateKey,
});

test('a folder that is not there is said with the command that makes it', async () => {
  await expect(signer(join(home, 'none')).use('acme.example', await aKey())).rejects.toMatchObject({
    code: 'signer-folder',
    message: `The signer's folder ${home}/none is not there (ENOENT).`,
    fix: expect.stringContaining(`install -d -o <user> -m 750 ${home}/none`),
  });
  await expect(signer(join(home, 'none')).current('acme.example', 'rsa-2048')).rejects.toMatchObject({
    code: 'signer-folder',
  });
  expect(await signer(home).current('acme.example', 'rsa-2048')).toBeUndefined();
  expect(readdirSync(home)).toEqual([]);
});

test("tables that are somebody else's stay as they are", async () => {
  const own = 'mail._domainkey.acme.example acme.example:mail:/etc/dkimkeys/mail.private\n';
  writeFileSync(join(home, 'KeyTable'), own);
  await expect(signer(home).use('acme.example', await aKey())).rejects.toMatchObject({
    code: 'foreign-table',
    message: `${home}/KeyTable is not Mailyard's: it stays as it is.`,
  });
  expect(readFileSync(join(home, 'KeyTable'), 'utf8')).toBe(own);
});

test('a key whose file is gone signs nothing', async () => {
  await signer(home).use('acme.example', await aKey());
  rmSync(join(home, 'keys/acme.example/my20261126a.pem'));
  expect(await signer(home).current('acme.example', 'rsa-2048')).toBeUndefined();
});

test.skipIf(process.getuid?.() !== 0)('files belong to whom the folder belongs (skipped unless root)', async () => {
  chownSync(home, 65534, 65534);
  await signer(home, kumoMta).use('acme.example', await aKey());
  for (const file of ['dkim_data.json', 'keys', 'keys/acme.example', 'keys/acme.example/my20261126a.pem'])
    expect(statSync(join(home, file)).uid, file).toBe(65534);
});

test('processes that write at the same time lose nothing', async () => {
  const folder = join(home, 'shared');
  mkdirSync(folder);
  const { privateKey } = await aKey();
  writeFileSync(join(home, 'key.pem'), privateKey);
  const script = (from: number) => `
    import { readFileSync } from 'node:fs';
    import { signerFolder } from '${moduleAt('folder')}';
    import { programSigner } from '${moduleAt('program')}';
    import { openDkim } from '${moduleAt('tables/opendkim')}';
    const signer = programSigner({ name: 'opendkim', title: 'OpenDKIM', algorithms: ['rsa-2048'], tables: openDkim,
      folder: signerFolder('${folder}'), reload: async () => {} });
    const privateKey = readFileSync('${home}/key.pem', 'utf8');
    await Promise.all(Array.from({ length: 8 }, (_, at) =>
      signer.use('d' + (${from} + at) + '.example', { selector: 'a', algorithm: 'rsa-2048', privateKey })));`;
  await Promise.all(
    [0, 8, 16].map(from => run(process.execPath, ['--no-warnings', '--input-type=module', '-e', script(from)])),
  );
  const there = signer(folder);
  for (let at = 0; at < 24; at++) expect(await there.current(`d${at}.example`, 'rsa-2048')).toBe('a');
  expect(readdirSync(folder).filter(name => name.endsWith('.new'))).toEqual([]);
});

const moduleAt = (name: string): string =>
  new URL(`../../../../src/runtime/dkim/signers/${name}.ts`, import.meta.url).href;

test('who asks for a reload waits for one that began after it asked, and many share it', async () => {
  const log = join(home, 'log');
  const reload = reloading(`echo run >> ${log}; sleep 0.2`, process.env);
  await Promise.all(Array.from({ length: 50 }, () => reload()));
  expect(readFileSync(log, 'utf8').trim().split('\n')).toHaveLength(2);
  await reload();
  expect(readFileSync(log, 'utf8').trim().split('\n')).toHaveLength(3);
});
