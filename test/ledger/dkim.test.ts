/** DKIM keys in the ledger: one active and one next key a ring, a selector for ever, and no step that somebody else took first. */
import { expect, it } from 'vitest';
import { addDkimKey, changeKey, changeKeys, dkimKeys, type NewDkimKey, noteSigned } from '../../src/ledger/dkim.ts';
import { onEachLedger } from '../support/ledger.ts';

const key = (selector: string, parts: Partial<NewDkimKey> = {}): NewDkimKey => ({
  ...{ domain: 'acme.example', signer: 'opendkim', algorithm: 'rsa-2048', selector, phase: 'generated' },
  ...{ record: 'v=DKIM1; k=rsa; p=MIIB', stands: 'nothing', urgent: false, generatedAt: 1000 },
  ...parts,
});

onEachLedger('the keys of DKIM', places => {
  it('come back as they were', async () => {
    const ledger = await places.open();
    const written = key('my20261126a', { mandate: 7, urgent: true, privateKey: 'sealed:v1:x', problem: 'none' });
    const added = await addDkimKey(ledger, written);
    expect(await dkimKeys(ledger)).toEqual([added]);
    expect(added).toEqual({ id: expect.any(Number), ...written });
  });

  it('a selector is never used twice, and a ring has one next and one active key', async () => {
    const ledger = await places.open();
    expect(await addDkimKey(ledger, key('my20261126a'))).toBeDefined();
    expect(await addDkimKey(ledger, key('my20261126a', { signer: 'rspamd' }))).toBeUndefined();
    expect(await addDkimKey(ledger, key('my20261126b'))).toBeUndefined();
    expect(await addDkimKey(ledger, key('my20261126b', { algorithm: 'ed25519' }))).toBeDefined();
    expect(await addDkimKey(ledger, key('my20261126c', { phase: 'active' }))).toBeDefined();
    expect(await addDkimKey(ledger, key('my20261126d', { phase: 'active' }))).toBeUndefined();
    expect(await addDkimKey(ledger, key('my20261126d', { phase: 'retiring' }))).toBeDefined();
  });

  it('a step counts only from the phase that was read', async () => {
    const ledger = await places.open();
    const next = await addDkimKey(ledger, key('my20261126b', { phase: 'published' }));
    const old = await addDkimKey(ledger, key('my20261126a', { phase: 'active' }));
    if (!next || !old) throw new Error('they are new');
    expect(await changeKey(ledger, next, { problem: 'refused' })).toBe(true);
    expect(await changeKey(ledger, { ...next, phase: 'generated' }, { phase: 'removed' })).toBe(false);
    const step = [
      { key: old, change: { phase: 'retiring' as const, retiringAt: 5 } },
      { key: next, change: { phase: 'active' as const, activeAt: 5, problem: undefined } },
    ];
    expect(await changeKeys(ledger, step)).toBe(true);
    expect(await changeKeys(ledger, step)).toBe(false);
    expect((await dkimKeys(ledger)).map(({ selector, phase, problem }) => [selector, phase, problem])).toEqual([
      ['my20261126b', 'active', undefined],
      ['my20261126a', 'retiring', undefined],
    ]);
  });

  it('of two changes the second undoes the first where it cannot be made', async () => {
    const ledger = await places.open();
    const old = await addDkimKey(ledger, key('my20261126a', { phase: 'active' }));
    const next = await addDkimKey(ledger, key('my20261126b', { phase: 'published' }));
    if (!next || !old) throw new Error('they are new');
    const changes = [
      { key: old, change: { phase: 'retiring' as const } },
      { key: { ...next, phase: 'generated' as const }, change: { phase: 'active' as const } },
    ];
    expect(await changeKeys(ledger, changes)).toBe(false);
    expect((await dkimKeys(ledger)).map(({ phase }) => phase)).toEqual(['active', 'published']);
  });

  it('what was signed last is only ever later, and what is removed is left out', async () => {
    const ledger = await places.open();
    await addDkimKey(ledger, key('my20261126a', { phase: 'retiring' }));
    await addDkimKey(ledger, key('my20260101a', { phase: 'removed' }));
    await noteSigned(ledger, 'acme.example', 'my20261126a', 900);
    await noteSigned(ledger, 'acme.example', 'my20261126a', 800);
    expect((await dkimKeys(ledger)).map(({ lastSignedAt }) => lastSignedAt)).toEqual([900]);
    expect(await dkimKeys(ledger, { all: true })).toHaveLength(2);
    expect(await dkimKeys(ledger, { domains: ['other.example'] })).toEqual([]);
  });
});
