/**
 * Passwords in a state that the real Pulumi CLI writes: it makes the mailboxes, Mailyard changes what is sealed, and the CLI goes
 * on from there. One story in ordered steps. It runs wherever `pulumi` is on the PATH.
 */
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { pulumiAvailable } from '../../../src/engine/pulumi.ts';
import type { MailTwin } from '../../../src/sandbox/mail/twin.ts';
import { type Sandbox, startSandbox } from '../../../src/sandbox/start.ts';
import { generateKey } from '../../../src/secrets/seal.ts';
import { type Clone, type Ended, makeClone } from './clone.ts';

const version = await pulumiAvailable();
if (!version) process.stderr.write('test/e2e/pulumi/passwords is skipped: there is no `pulumi` on the PATH.\n');

const ADDRESS = 'alex@acme.example';

describe.skipIf(!version)(`passwords through Pulumi ${version ?? '(skipped)'}`, { timeout: 180_000 }, () => {
  let clone: Clone;
  let sandbox: Sandbox;
  let migadu: MailTwin;
  let key = generateKey();
  const said: string[] = [];

  beforeAll(async () => {
    clone = makeClone();
    mkdirSync(join(clone.folder, 'mail'));
    write(1);
    sandbox = await startSandbox({ mail: ['migadu'] });
    sandbox.cloudflare.addZone('acme.example');
    migadu = sandbox.mail.get('migadu') as MailTwin;
    migadu.addDomain('acme.example');
    expectCode(await pulumi(['stack', 'select', '--create', 'primary']), 0);
  });

  afterAll(async () => {
    await sandbox?.close();
    clone?.remove();
  });

  function write(mailboxes: number): void {
    const identities = [
      { user: 'alex', name: 'Alex Reed' },
      { user: 'sam', name: 'Sam Lopez' },
    ];
    const accounts = { migadu: { user: 'admin@acme.example' } };
    const defaults = { mailProvider: 'migadu', mailboxes };
    writeFileSync(join(clone.folder, 'mail/estate.yaml'), JSON.stringify({ identities, accounts, defaults }));
    writeFileSync(join(clone.folder, 'mail/primary.yaml'), 'segment: primary\ndomains: [acme.example]\n');
  }

  const env = () => ({ ...sandbox.env, MAILYARD_DOMAINS: join(clone.folder, 'mail'), MAILYARD_KEY: key });
  const pulumi = (args: string[]) => kept(clone.pulumi(args, env()));
  const mailyard = (args: string[], more = {}) =>
    kept(clone.mailyard([...args, '--domains', 'mail'], { ...env(), ...more }));
  const credentials = async () => {
    const ended = await clone.mailyard(['mailbox', 'credentials', ADDRESS, '--json', '--domains', 'mail'], env());
    return JSON.parse(ended.stdout).password as string;
  };
  const lets = () => migadu.mailboxes().find(({ address }) => address === ADDRESS)?.password;

  async function kept(running: Promise<Ended>): Promise<Ended> {
    const ended = await running;
    said.push(ended.text);
    return ended;
  }

  function expectCode(ended: Ended, code: number): void {
    expect(ended.code, ended.text).toBe(code);
  }

  async function expectSettled(): Promise<void> {
    expectCode(await mailyard(['plan']), 0);
    expectCode(await pulumi(['preview', '--stack', 'primary', '--expect-no-changes']), 0);
  }

  test('`pulumi up` makes a mailbox whose password opens it', async () => {
    expectCode(await pulumi(['up', '--stack', 'primary', '--yes']), 0);
    expect(lets()).toBeDefined();
    expect(await credentials()).toBe(lets());
    await expectSettled();
  });

  test('the key and the password are changed, and for Pulumi nothing is', async () => {
    const newKey = generateKey();
    expectCode(await mailyard(['key', 'rotate'], { MAILYARD_KEY: `${newKey},${key}` }), 0);
    key = newKey;
    const before = lets();
    expect(await credentials()).toBe(before);
    expectCode(await mailyard(['mailbox', 'rotate-password', ADDRESS]), 0);
    expect(lets()).not.toBe(before);
    expect(await credentials()).toBe(lets());
    await expectSettled();
  });

  test('Pulumi makes one more, renames the first, refreshes, and keeps its password', async () => {
    const before = lets();
    write(2);
    const estate = join(clone.folder, 'mail/estate.yaml');
    writeFileSync(estate, readFileSync(estate, 'utf8').replace('Alex Reed', 'Alexandra Reed'));
    expectCode(await pulumi(['up', '--stack', 'primary', '--yes']), 0);
    expectCode(await pulumi(['refresh', '--stack', 'primary', '--yes']), 0);
    expect(migadu.mailboxes().map(({ name }) => name)).toEqual(['Alexandra Reed', 'Sam Lopez']);
    expect([lets(), await credentials()]).toEqual([before, before]);
  });

  test('no password and no key stands in the clear in what was written or said', () => {
    const secrets = [
      ...migadu.mailboxes().map(({ password }) => password as string),
      key,
      ...Object.values(migadu.env),
    ];
    const state = join(clone.folder, '.mailyard');
    const files = readdirSync(state, { recursive: true, withFileTypes: true }).filter(entry => entry.isFile());
    const texts = files.map(({ parentPath, name }) => [name, readFileSync(join(parentPath, name), 'latin1')] as const);
    expect(texts.some(([, text]) => text.includes('sealed:v1:'))).toBe(true);
    for (const [name, text] of [...texts, ['output', said.join('\n')] as const])
      expect([name, secrets.filter(secret => text.includes(secret)).length]).toEqual([name, 0]);
  });
});
