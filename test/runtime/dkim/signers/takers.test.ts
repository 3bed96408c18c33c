/** Providers that sign with keys of ours. */
import { describe, expect, test } from 'vitest';
import type { ProviderFailure } from '../../../../src/mail/failure.ts';
import type { KeyTaker } from '../../../../src/runtime/dkim/signer.ts';
import type { FaultTarget } from '../../../../src/sandbox/http/faults.ts';
import { startAmazonSesTwin } from '../../../../src/sandbox/mail/amazon-ses/twin.ts';
import { startMailcowTwin } from '../../../../src/sandbox/mail/mailcow/twin.ts';
import { startMailgunTwin } from '../../../../src/sandbox/mail/mailgun/twin.ts';
import { startStalwartTwin } from '../../../../src/sandbox/mail/stalwart/twin.ts';
import { failureOf } from '../../../mail/failure-of.ts';
import { atProvider, type ProviderParts } from './provider-story.ts';

interface Taker extends ProviderParts {
  /** The one call that gives it the key. */
  taking: FaultTarget;
  /** It signs with nothing of ours until it has seen the record, and refuses or waits. */
  waitsForDns?: 'refuses' | 'signs-nothing';
}

const takers: Record<string, Taker> = {
  mailcow: {
    ...{ start: startMailcowTwin, use: { name: 'mailcow' }, kind: 'mailProvider' },
    taking: { method: 'POST', path: 'dkim_import' },
  },
  stalwart: {
    ...{ start: startStalwartTwin, use: { name: 'stalwart' }, kind: 'mailProvider' },
    taking: { method: 'POST', path: '/jmap/', body: '"stage":"pending"' },
  },
  mailgun: {
    start: options => startMailgunTwin({ ...options, automatic: false }),
    ...{ use: { name: 'mailgun' }, kind: 'relay', signs: 'mg.acme.example' },
    ...{ taking: { method: 'POST', path: '/dkim/keys' }, waitsForDns: 'refuses' },
  },
  'amazon-ses': {
    ...{ start: startAmazonSesTwin, use: { name: 'amazon-ses' }, kind: 'relay' },
    ...{ taking: { method: 'PUT', path: '/dkim/signing' }, waitsForDns: 'signs-nothing' },
  },
};

/** `done`, or how it failed. */
const outcomeOf = (asked: Promise<unknown>): Promise<string> =>
  asked.then(
    () => 'done',
    error => (error as ProviderFailure).kind,
  );

describe.each(Object.entries(takers))('%s', (_, taker) => {
  const at = atProvider(taker);
  const domain = taker.signs ?? 'acme.example';
  const open = async () => (await at.open()) as KeyTaker;

  test('takes a key, the same with the same result, another one after it, and forgets the first', async () => {
    const signer = await open();
    expect(signer.kind).toBe('takes');
    const [first, second] = [await at.aKey('my20261126a'), await at.aKey('my20261127a')];
    for (const _ of [1, 2]) {
      await signer.use(domain, first);
      expect(await signer.current(domain, 'rsa-2048')).toBe('my20261126a');
      expect(at.signed()).toEqual(['my20261126a pass']);
    }
    await signer.use(domain, second);
    expect(await signer.current(domain, 'rsa-2048')).toBe('my20261127a');
    expect(at.signed()).toEqual(['my20261127a pass']);
    await signer.forget?.(domain, 'my20261126a');
    await signer.forget?.(domain, 'my20261126a');
    expect(at.signed()).toEqual(['my20261127a pass']);
  });

  test('goes back to the key before', async () => {
    const signer = await open();
    const [first, second] = [await at.aKey('my20261126a'), await at.aKey('my20261127a')];
    for (const key of [first, second, first]) await signer.use(domain, key);
    expect(await signer.current(domain, 'rsa-2048')).toBe('my20261126a');
    expect(at.signed()).toEqual(['my20261126a pass']);
  });

  test('the second algorithm is beside the first, or not there', async () => {
    const signer = await open();
    await signer.use(domain, await at.aKey('my20261126a'));
    expect(await signer.current(domain, 'ed25519')).toBeUndefined();
    if (!signer.algorithms.includes('ed25519')) return;
    await signer.use(domain, await at.aKey('my20261126b', { algorithm: 'ed25519' }));
    expect(await signer.current(domain, 'ed25519')).toBe('my20261126b');
    expect(at.signed().sort()).toEqual(['my20261126a pass', 'my20261126b pass']);
  });

  test('an answer that is lost after the write is found again', async () => {
    const signer = await open();
    await signer.use(domain, await at.aKey('my20261126a'));
    const next = await at.aKey('my20261127a');
    at.twin.faults.add({ ...taker.taking, kind: 'applied-but-connection-lost', times: 4 });
    for (let tries = 0; tries < 3; tries++) {
      const again = await open();
      if ((await outcomeOf(again.use(domain, next))) === 'done') break;
      at.twin.faults.clear();
      for (const each of at.signed()) expect(each).toMatch(/ pass$/);
    }
    expect(await signer.current(domain, 'rsa-2048')).toBe('my20261127a');
    expect(at.signed()).toEqual(['my20261127a pass']);
  });

  test('a domain that it does not have is said', async () => {
    const signer = await open();
    expect(await failureOf(signer.use('other.example', await at.aKey('my20261126a')))).toMatchObject({
      kind: expect.stringMatching(/^(missing|refused)$/),
      message: expect.stringMatching(/other\.example/),
    });
  });

  test('a failure of the provider says whose, what for, and no key', async () => {
    const signer = await open();
    const key = await at.aKey('my20261126a');
    at.twin.faults.add({ kind: 'server-error', status: 503, times: 50 });
    const error = await failureOf(signer.use(domain, key));
    expect(error).toMatchObject({ kind: 'lost' });
    const body = key.privateKey.split('\n').slice(1, 3).join('');
    expect(JSON.stringify([error, (error as Error).stack, (error as Error).message])).not.toContain(body.slice(0, 40));
  });

  test.runIf(taker.waitsForDns)('a key that is not in DNS signs nothing', async () => {
    const signer = await open();
    const key = await at.aKey('my20261126a', { unpublished: true });
    const outcome = await outcomeOf(signer.use(domain, key));
    expect(outcome).toBe(taker.waitsForDns === 'refuses' ? 'early' : 'done');
    expect(await signer.current(domain, 'rsa-2048')).toBeUndefined();
    expect(at.signed()).toEqual([]);
  });
});
