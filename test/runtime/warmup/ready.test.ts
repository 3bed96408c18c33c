/** Day one: the audit of a domain's records, and of the keys that Mailyard makes, over real DNS. */
import { expect, test } from 'vitest';
import type { EstateDomain } from '../../../src/estate/estate.ts';
import { builtIn } from '../../../src/inventory/defaults.ts';
import { addDkimKey, type KeyPhase } from '../../../src/ledger/dkim.ts';
import { openLedger } from '../../../src/ledger/open.ts';
import { readinessOf } from '../../../src/runtime/warmup/ready.ts';
import type { Readiness } from '../../../src/runtime/warmup/step.ts';
import type { DomainParts } from '../../support/estate.ts';
import { aRuntime } from '../../support/runtime.ts';
import { internetOf, KEY, servedNames, warmingEstate } from './world.ts';

const DOMAIN = 'acme.example';
const READY: Readiness = { verdict: 'yes', says: [] };

/** With a key in that phase, whose record is served unless it is told otherwise. */
async function readyWith(
  parts: DomainParts,
  key?: { signer: string; signs?: string; phase: KeyPhase; served?: boolean },
): Promise<Readiness> {
  const estate = warmingEstate('2026-12-01', [parts]);
  const ledger = await openLedger({ file: ':memory:' });
  const names = servedNames(estate);
  names['mailgun.org TXT'] = ['v=spf1 ip4:198.51.100.0/24 -all'];
  if (key) {
    const { signer, phase, signs = DOMAIN, served = true } = key;
    const standing = { record: KEY, stands: 'key', urgent: false, generatedAt: 1, privateKey: 'sealed' } as const;
    await addDkimKey(ledger, { domain: signs, signer, algorithm: 'rsa-2048', selector: 'my1', phase, ...standing });
    if (served) names[`my1._domainkey.${signs} TXT`] = [KEY];
  }
  const { query } = await internetOf(names);
  return readinessOf(estate.domains[0] as EstateDomain, await aRuntime({ estate, ledger, query }));
}

const signedBy = (name: string, more: DomainParts = {}): DomainParts => ({
  dkim: { ...builtIn.dkim, signers: [{ name, folder: '/keys' }] },
  ...more,
});
const program = signedBy('opendkim');

test('records that are all there and an aligned key of each sender are enough', async () => {
  expect(await readyWith({})).toEqual(READY);
});

test('a signer of our own has to have a key that is active: until then its mail leaves unsigned', async () => {
  const waits = { verdict: 'no', says: ['OpenDKIM has no key that is active yet.'] };
  expect(await readyWith(program)).toEqual(waits);
  expect(await readyWith(program, { signer: 'opendkim', phase: 'published' })).toEqual(waits);
  expect(await readyWith(program, { signer: 'rspamd', phase: 'active' })).toEqual(waits);
  expect(await readyWith(program, { signer: 'opendkim', phase: 'active' })).toEqual(READY);
});

test('an active key that is not in DNS is none', async () => {
  const found = await readyWith(program, { signer: 'opendkim', phase: 'active', served: false });
  expect(found.verdict).toBe('no');
  expect(found.says.join()).toMatch(/^DKIM: .*my1\._domainkey\.acme\.example/);
});

test('a key stands below the host that its relay signs as', async () => {
  const mailgun = signedBy('mailgun', { relays: [{ name: 'mailgun' }] });
  expect((await readyWith(mailgun)).says).toContain('Mailgun has no key that is active yet.');
  expect(await readyWith(mailgun, { signer: 'mailgun', signs: `mg.${DOMAIN}`, phase: 'active' })).toEqual(READY);
});

test('the key of one relay does not sign for another', async () => {
  const both = signedBy('mailgun', { relays: [{ name: 'mailgun' }, { name: 'sendgrid' }] });
  expect(await readyWith(both, { signer: 'mailgun', signs: `mg.${DOMAIN}`, phase: 'active' })).toEqual({
    verdict: 'unknown',
    says: [expect.stringMatching(/^DKIM: /), 'No aligned DKIM key of Twilio SendGrid is known.'],
  });
});
