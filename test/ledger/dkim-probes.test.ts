/** Test messages in the ledger: one a quarter of an hour whoever asks, counted from before they leave, received once. */
import { expect, it } from 'vitest';
import {
  addProbe,
  type DkimProbe,
  probeByToken,
  probesOf,
  receiveProbe,
  refuseProbe,
} from '../../src/ledger/dkim-probes.ts';
import { grantsOf } from '../../src/ledger/throttle.ts';
import { onEachLedger } from '../support/ledger.ts';

const NOON = Date.parse('2026-11-26T12:00:00Z');
const MINUTE = 60_000;
const sender = { mailbox: 'alex@acme.example', domain: 'acme.example' };
const probe = (token: string, minutes = 0): DkimProbe => ({
  ...{ token, domain: 'acme.example', signer: 'mailcow', algorithm: 'rsa-2048', selector: 'my20261126a' },
  ...{ occasion: NOON, sentAt: NOON + minutes * MINUTE },
});

onEachLedger('test messages', places => {
  it('of many that ask at once one is written, with its grant; the next a quarter of an hour later', async () => {
    const one = await places.open();
    // Two connections of one process to a file wait for each other in vain.
    const other = one.kind === 'sqlite' ? one : await places.open();
    const asked = await Promise.all(
      Array.from({ length: 10 }, (_, index) => addProbe(index % 2 ? one : other, probe(`token-${index}`), sender)),
    );
    expect(asked.filter(Boolean)).toHaveLength(1);
    expect(await addProbe(one, probe('early', 14), sender)).toBe(false);
    expect(await addProbe(one, { ...probe('elsewhere', 14), signer: 'stalwart' }, sender)).toBe(true);
    expect(await addProbe(one, probe('next', 15), sender)).toBe(true);
    expect(await probesOf(one, probe('any'))).toHaveLength(2);
    expect((await grantsOf(one.db, 'domain', 'acme.example', NOON)).map(({ messages }) => messages)).toEqual([1, 1, 1]);
  });

  it('a clock that is set back makes nobody wait for longer', async () => {
    const ledger = await places.open();
    await addProbe(ledger, probe('later', 60), sender);
    expect(await addProbe(ledger, probe('now'), sender)).toBe(true);
    expect((await probesOf(ledger, probe('any'))).map(({ token }) => token)).toEqual(['later', 'now']);
  });

  it('what did not leave gives its grant back, and what arrives twice counts as it came first', async () => {
    const ledger = await places.open();
    await addProbe(ledger, probe('one'), sender);
    await refuseProbe(ledger, probe('one'), sender, '535 no');
    const sum = (await grantsOf(ledger.db, 'domain', 'acme.example', NOON)).reduce(
      (all, { messages }) => all + messages,
      0,
    );
    expect(sum).toBe(0);
    const pass = [{ domain: 'acme.example', selector: 'my20261126a', result: 'pass' }];
    expect(await receiveProbe(ledger, 'one', pass, NOON)).toBe(true);
    expect(await receiveProbe(ledger, 'one', [], NOON + 1)).toBe(false);
    expect(await probeByToken(ledger, 'one')).toEqual({
      ...probe('one'),
      refused: '535 no',
      receivedAt: NOON,
      signatures: pass,
    });
    expect(await probeByToken(ledger, 'two')).toBeUndefined();
  });
});
