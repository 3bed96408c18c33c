/**
 * Records whose values a mail provider gives, each a resource of its own: through the real Pulumi CLI and the stand-in for its
 * Cloudflare plugin, against the sandbox. It runs wherever `pulumi` is on the PATH.
 */
import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { pulumiAvailable } from '../../../src/engine/pulumi.ts';
import { type Sandbox, startSandbox } from '../../../src/sandbox/start.ts';
import { generateKey } from '../../../src/secrets/seal.ts';
import { type Clone, type Ended, makeClone } from './clone.ts';

const version = await pulumiAvailable();
const STAND_IN = resolve(import.meta.dirname, '../../../bin/sandbox');

const files = {
  'estate.yaml': `
organization: Acme
identities: [{ user: alex, name: Alex Reed }]
defaults: { mailboxes: 1 }
accounts:
  zoho: { zoid: 700000001, mailDomain: zoho.eu }
  microsoft-365:
    tenant: 11111111-2222-4333-8444-555555555555
    clientId: 66666666-7777-4888-9999-aaaaaaaaaaaa
    licence: O365_BUSINESS_ESSENTIALS
    usageLocation: DE
`,
  'primary.yaml': `
segment: primary
recordMode: resources
domains:
  - { domain: acme.example, mailProvider: zoho }
  - { domain: acme-hello.example, mailProvider: microsoft-365 }
`,
};

describe.skipIf(!version)(
  `values of providers through Pulumi ${version ?? '(skipped: no pulumi on the PATH)'}`,
  { timeout: 180_000 },
  () => {
    let clone: Clone;
    let sandbox: Sandbox;
    let env: NodeJS.ProcessEnv;

    beforeAll(async () => {
      clone = makeClone();
      rmSync(join(clone.folder, 'domains'), { recursive: true });
      mkdirSync(join(clone.folder, 'domains'));
      for (const [name, text] of Object.entries(files)) writeFileSync(join(clone.folder, 'domains', name), text);
      sandbox = await startSandbox({ mail: ['zoho', 'microsoft-365'] });
      for (const zone of ['acme.example', 'acme-hello.example']) sandbox.cloudflare.addZone(zone);
      env = { ...sandbox.env, MAILYARD_KEY: generateKey(), PATH: `${STAND_IN}:${process.env.PATH}` };
    });

    afterAll(async () => {
      await sandbox?.close();
      clone?.remove();
    });

    const mailyard = (...args: string[]) => clone.mailyard(args, env);
    const contents = (zone: string, type: string) =>
      sandbox.cloudflare.records(zone).flatMap(record => (record.type === type ? [record.content] : []));

    test('they are in the records, TXT quoted and cut, and both domains are ready', async () => {
      expectCode(await mailyard('up', '--engine', 'pulumi', '--yes'), 0);
      const key = contents('acme.example', 'TXT').find(content => content.includes('DKIM1'));
      expect(key).toMatch(/^"v=DKIM1; k=rsa; p=[^"]+" "[^"]+"$/);
      expect(contents('acme.example', 'TXT')).toContainEqual(expect.stringMatching(/^"zoho-verification=/));
      expect(contents('acme-hello.example', 'MX')).toEqual([expect.stringMatching(/\.mx\.microsoft$/)]);
      for (const name of ['zoho', 'microsoft-365'])
        expect(sandbox.mail.get(name)?.domains()).toEqual([expect.objectContaining({ ready: true })]);
    });

    test('then nothing is left, for Pulumi and for Mailyard', async () => {
      const again = ['up', '--stack', 'primary', '--yes', '--skip-preview', '--expect-no-changes'];
      expectCode(await clone.pulumi(again, env), 0);
      expectCode(await mailyard('plan'), 0);
    });

    test('and an audit finds them served', async () => {
      const { stdout } = await mailyard('audit', '--json');
      const records = (JSON.parse(stdout).domains as { records: { key: string; verdict: string }[] }[]).flatMap(
        domain => domain.records,
      );
      expect(records.filter(({ verdict }) => verdict !== 'pass')).toEqual([]);
      expect(records.map(({ key }) => key)).toEqual(expect.arrayContaining(['dkim-zmail', 'verification-zoho']));
    });
  },
);

function expectCode(ended: Ended, code: number): void {
  expect(ended.code, ended.text).toBe(code);
}
