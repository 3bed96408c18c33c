/** A provider of the user's own, added by one YAML file: from the inventory to mailboxes at its API, by the command line. */
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { startCloudflareTwin } from '../../src/sandbox/cloudflare/twin.ts';
import { startMailhostTwin } from '../../src/sandbox/mail/rest/twin.ts';
import { characterStrings } from '../../src/sandbox/txt.ts';
import { generateKey } from '../../src/secrets/seal.ts';
import { openSite } from './site.ts';

const TEMPLATES = join(import.meta.dirname, '../../examples/rest');
const ZONE = 'acme-hello.example';

test('a template, an account and a token: domain, records and mailboxes come up, and a second up calls nobody', async () => {
  const cloudflare = await startCloudflareTwin({ zones: [ZONE], rate: { quota: 1e6, windowSeconds: 300 } });
  const mailhost = await startMailhostTwin({
    lookup: async (name, type) =>
      [...(cloudflare.zones.get(ZONE)?.records ?? [])].flatMap(record =>
        record.name === name && record.type === type
          ? [Buffer.concat(characterStrings(record.content) ?? []).toString()]
          : [],
      ),
  });
  onTestFinished(async () => void (await Promise.all([cloudflare.close(), mailhost.close()])));
  const site = await openSite(
    {
      'estate.yaml': `
organization: Acme
identities: [{ user: alex, name: Alex Reed }, { user: sam, name: Sam Lopez }]
accounts: { mailhost: { url: '${mailhost.account.url}' } }
defaults: { mailProvider: mailhost, mailboxes: 2 }
`,
      'pool-a.yaml': `segment: pool-a\ndomains: [${ZONE}]\n`,
    },
    { twin: cloudflare },
  );
  const env = { ...mailhost.env, MAILYARD_KEY: generateKey() };
  const said = await site.run(`check --templates ${TEMPLATES}`);
  expect([said.code, said.stderr]).toEqual([0, '']);
  const up = `up --yes --engine embedded --templates ${TEMPLATES}`;
  const first = await site.run(up, { env });
  expect([first.code, first.stderr]).toEqual([0, expect.any(String)]);
  expect(mailhost.domains()).toEqual([{ domain: ZONE, ready: true }]);
  expect(mailhost.mailboxes().map(({ address, name }) => [address, name])).toEqual([
    [`alex@${ZONE}`, 'Alex Reed'],
    [`sam@${ZONE}`, 'Sam Lopez'],
  ]);
  const records = [...(cloudflare.zones.get(ZONE)?.records ?? [])];
  expect(records.some(({ name }) => name === `mh1._domainkey.${ZONE}`)).toBe(true);
  for (const { password = '' } of mailhost.mailboxes()) expect(first.stdout + first.stderr).not.toContain(password);

  mailhost.resetCalls();
  const second = await site.run(up, { env });
  expect([second.code, mailhost.count()]).toEqual([0, 0]);
});
