/** A domain at its provider after a rotation: it signs with a key of ours, and a look at it finds nothing wrong. */
import { generateKeyPairSync } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { MAIL_DOMAIN, type MailDomainInputs } from '../../src/estate/resource.ts';
import { mailcow } from '../../src/mail/mailcow/index.ts';
import { type MailProviders, mailProviders } from '../../src/mail/providers.ts';
import { mailDomain } from '../../src/provider/mail-domain/mail-domain.ts';
import { startMailcowTwin } from '../../src/sandbox/mail/mailcow/twin.ts';
import type { MailTwin } from '../../src/sandbox/mail/twin.ts';

let twin: MailTwin;
let folder: string;
let providers: MailProviders;

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'mailyard-own-'));
  twin = await startMailcowTwin();
  providers = mailProviders({
    ...{ adapter: async () => mailcow, title: () => 'mailcow', env: twin.env, folder },
    rate: { calls: 1_000_000, seconds: 1 },
  });
});
afterEach(async () => {
  await twin.close();
  rmSync(folder, { recursive: true });
});

test('with a key of ours it is as it should be; without the word of the inventory it is refused', async () => {
  const type = mailDomain({ providers });
  const inputs: MailDomainInputs = {
    domain: 'acme.example',
    provider: 'mailcow',
    account: twin.account,
    ownKeys: true,
  };
  const urn = `urn:pulumi:pool-a::acme::${MAIL_DOMAIN}::acme.example/mail`;
  const made = await type.create({ urn, inputs, preview: false });
  expect(made.outputs).toMatchObject({ dkimKey: expect.stringContaining('p='), madeByMailyard: 'yes' });

  const { service } = await providers.open('mailcow', twin.account);
  const { privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
  const pem = privateKey.export({ type: 'pkcs8', format: 'pem' }).toString();
  await service.dkim?.import?.('acme.example', 'my20261126a', pem);

  const { id, outputs } = made;
  const live = await type.read({ urn, id, inputs, outputs });
  expect(live?.inputs).toEqual(inputs);
  expect(live?.outputs).not.toHaveProperty('dkimKey');
  expect(type.diff(inputs, live?.inputs as MailDomainInputs)).toMatchObject({ changed: false });

  const { ownKeys: _, ...plain } = inputs;
  await expect(type.read({ urn, id, inputs: plain, outputs })).rejects.toMatchObject({
    message: 'mailcow signs acme.example with the selector my20261126a, and not with dkim.',
  });
});
