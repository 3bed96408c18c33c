/** Providers that make their keys themselves: one that Mailyard publishes, or some that they rotate behind their own records. */
import { describe, expect, test } from 'vitest';
import { builtIn } from '../../../../src/inventory/defaults.ts';
import type { KeyMaker, SelfRotating } from '../../../../src/runtime/dkim/signer.ts';
import { openSigners } from '../../../../src/runtime/dkim/signers/open.ts';
import { startAmazonSesTwin } from '../../../../src/sandbox/mail/amazon-ses/twin.ts';
import { startMailgunTwin } from '../../../../src/sandbox/mail/mailgun/twin.ts';
import { startPostmarkTwin } from '../../../../src/sandbox/mail/postmark/twin.ts';
import { startZohoTwin } from '../../../../src/sandbox/mail/zoho/twin.ts';
import { failureOf } from '../../../mail/failure-of.ts';
import { aDomain, anEstate } from '../../../support/estate.ts';
import { aRuntime } from '../../../support/runtime.ts';
import { atProvider, type ProviderParts } from './provider-story.ts';

const DOMAIN = 'acme.example';

const makers: Record<string, ProviderParts> = {
  zoho: { start: startZohoTwin, use: { name: 'zoho' }, kind: 'mailProvider' },
  postmark: { start: startPostmarkTwin, use: { name: 'postmark' }, kind: 'relay' },
};

describe.each(Object.entries(makers))('%s', (_, maker) => {
  const at = atProvider(maker);
  const open = async () => (await at.open()) as KeyMaker;
  const publish = ({ selector, record }: { selector: string; record: string }) =>
    void at.dns.set(`${selector}._domainkey.${DOMAIN}`, record);

  test('makes a key, signs with it once it is seen, and with the one before until then', async () => {
    const signer = await open();
    expect(signer.kind).toBe('makes');
    expect(await signer.current(DOMAIN, 'rsa-2048')).toBeUndefined();
    const first = await signer.make(DOMAIN, 'my20261126a', 'rsa-2048');
    expect(first.record).toMatch(/k=rsa; ?p=/);
    publish(first);
    await signer.activate?.(DOMAIN, first.selector);
    expect(await signer.current(DOMAIN, 'rsa-2048')).toBe(first.selector);
    at.clock.advance(86_400_000);

    const second = await signer.make(DOMAIN, 'my20261127a', 'rsa-2048');
    expect(second.selector).not.toBe(first.selector);
    expect(await failureOf(signer.activate?.(DOMAIN, second.selector))).toMatchObject({ kind: 'early' });
    expect(await signer.current(DOMAIN, 'rsa-2048')).toBe(first.selector);
    expect(at.signed()).toEqual([`${first.selector} pass`]);
    publish(second);
    for (const _ of [1, 2]) await signer.activate?.(DOMAIN, second.selector);
    expect(await signer.current(DOMAIN, 'rsa-2048')).toBe(second.selector);
    expect(at.signed()).toEqual([`${second.selector} pass`]);
  });

  test('asked twice, or after an answer that was lost, it makes one key', async () => {
    const signer = await open();
    const made = await signer.make(DOMAIN, 'my20261126a', 'rsa-2048');
    expect(await signer.make(DOMAIN, 'my20261126a', 'rsa-2048')).toEqual(made);
    publish(made);
    await signer.activate?.(DOMAIN, made.selector);
    at.clock.advance(86_400_000);
    at.twin.faults.add({ kind: 'applied-but-connection-lost', method: maker.use.name === 'zoho' ? 'PUT' : 'POST' });
    await signer.make(DOMAIN, 'my20261127a', 'rsa-2048').catch(() => {});
    const [once, again] = [
      await (await open()).make(DOMAIN, 'my20261127a', 'rsa-2048'),
      await (await open()).make(DOMAIN, 'my20261127a', 'rsa-2048'),
    ];
    expect(again).toEqual(once);
    expect(at.signed()).toEqual([`${made.selector} pass`]);
  });

  test('a domain that it does not have is missing there, and a wrong secret is said', async () => {
    const signer = await open();
    expect(await failureOf(signer.make('other.example', 'my20261126a', 'rsa-2048'))).toMatchObject({ kind: 'missing' });
    for (const name of Object.keys(at.twin.env)) (at.twin.env as Record<string, string>)[name] = 'wrong';
    expect(await failureOf(open())).toMatchObject({ kind: 'credentials' });
  });
});

describe('Easy DKIM of Amazon SES', () => {
  const at = atProvider({
    ...{ start: startAmazonSesTwin, use: { name: 'amazon-ses', keys: 'provider' }, kind: 'relay' },
  });

  test('makes new keys in two steps a day apart, and ends at 2048 bits', async () => {
    const signer = (await at.open()) as SelfRotating;
    const before = await signer.state(DOMAIN);
    expect(before).toMatchObject({
      rotating: false,
      selectors: [expect.any(String), expect.any(String), expect.any(String)],
    });
    await signer.rotate?.(DOMAIN);
    expect(await signer.state(DOMAIN)).toMatchObject({ rotating: true, rotatedAt: at.clock.now() });
    at.twin.resetCalls();
    await signer.rotate?.(DOMAIN);
    expect(at.twin.calls.filter(({ method }) => method === 'PUT')).toEqual([]);
    at.clock.advance(25 * 3_600_000);
    await signer.rotate?.(DOMAIN);
    expect(await signer.state(DOMAIN)).toMatchObject({ rotating: false, rotatedAt: at.clock.now() });
    expect(await failureOf(signer.rotate?.(DOMAIN))).toMatchObject({ kind: 'early' });
  });
});

describe('Automatic Sender Security of Mailgun', () => {
  const at = atProvider({
    ...{ start: startMailgunTwin, use: { name: 'mailgun', keys: 'provider' }, kind: 'relay', signs: 'mg.acme.example' },
  });

  test('rotates when it is told to, and takes no keys of ours', async () => {
    const signer = (await at.open()) as SelfRotating;
    expect(await signer.state('mg.acme.example')).toEqual({ rotating: false, selectors: ['pdk1', 'pdk2'] });
    at.twin.resetCalls();
    await signer.rotate?.('mg.acme.example');
    expect(at.twin.calls.map(({ method, path, status }) => `${status} ${method} ${path}`)).toEqual([
      '200 POST /v1/dkim_management/domains/mg.acme.example/rotate',
    ]);
  });
});

describe('keys of ours beside Automatic Sender Security', () => {
  const at = atProvider({
    ...{ start: startMailgunTwin, use: { name: 'mailgun' }, kind: 'relay', signs: 'mg.acme.example' },
  });

  test('are refused with both ways out', async () => {
    const signer = await at.open();
    if (signer.kind !== 'takes') throw new Error('it takes keys');
    expect(await failureOf(signer.use('mg.acme.example', await at.aKey('my20261126a')))).toMatchObject({
      kind: 'refused',
      fix: expect.stringContaining('keys: provider'),
    });
  });
});

test('those that nobody can make rotate are opened without an account', async () => {
  const signers = [{ name: 'google-workspace' }, { name: 'sendgrid' }];
  const of = aDomain({
    ...{ mailProvider: 'google-workspace', relays: [{ name: 'sendgrid' }] },
    dkim: { ...builtIn.dkim, signers },
  });
  const estate = anEstate([of]);
  const opened = await openSigners(await aRuntime({ estate }), estate.domains[0] as never);
  expect(opened.map(({ signer: { kind, name } }) => `${name} ${kind}`)).toEqual([
    'google-workspace manual',
    'sendgrid rotates',
  ]);
  expect(opened[1]?.signer).not.toHaveProperty('rotate');
  expect(estate.findings.filter(({ rule }) => rule.startsWith('dkim-signer'))).toEqual([]);
});
