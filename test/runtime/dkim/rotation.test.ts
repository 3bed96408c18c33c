/** A key's whole life, over the real Cloudflare client, real DNS packets and real signatures. */
import { afterEach, describe, expect, it } from 'vitest';
import { HOUR } from '../../../src/dates.ts';
import { query } from '../../../src/dns/client.ts';
import { listDecisions } from '../../../src/ledger/decisions.ts';
import { dkimKeys } from '../../../src/ledger/dkim.ts';
import { dkim } from '../../../src/runtime/dkim/job.ts';
import { verifyAt } from '../../../src/runtime/dkim/verify.ts';
import type { Runtime } from '../../../src/runtime/runtime.ts';
import { aMessage } from '../../support/key-folder.ts';
import { aRotation, type Rotation, type RotationOptions } from '../../support/rotation.ts';

let world: Rotation | undefined;
afterEach(async () => {
  await world?.close();
  world = undefined;
});

async function begin(options: RotationOptions = {}): Promise<{ world: Rotation; runtime: Runtime }> {
  world = await aRotation(options);
  return { world, runtime: await world.runtime() };
}

const phases = async (runtime: Runtime) =>
  (await dkimKeys(runtime.ledger, { all: true })).map(({ selector, phase }) => `${selector} ${phase}`);

const keyAt = ({ cloudflare }: Rotation, selector: string) =>
  cloudflare.records('acme.example').find(({ name }) => name === `${selector}._domainkey.acme.example`);

/** Runs the job at this moment, and some hours later, and so on. */
async function runEvery(runtime: Runtime, { clock }: Rotation, hours: number, days: number): Promise<void> {
  for (let at = 0; at < days * 24; at += hours) {
    await dkim.run(runtime);
    clock.advance(hours * HOUR);
  }
  await dkim.run(runtime);
}

async function verified(rotation: Rotation): Promise<string[]> {
  const [server] = rotation.servers;
  if (!server) throw new Error('no server');
  const message = await rotation.folder.sign('acme.example', aMessage('acme.example', 'one'));
  return (await verifyAt(query, server, message)).map(({ selector, result }) => `${selector} ${result}`);
}

describe('a key', () => {
  it('is made, published, waited for, used and proved', async () => {
    const { world, runtime } = await begin();
    await dkim.run(runtime);
    expect(await phases(runtime)).toEqual(['my20261122a published']);
    expect(keyAt(world, 'my20261122a')).toMatchObject({
      type: 'TXT',
      ttl: 3600,
      comment: 'mailyard:acme/primary:dkim-key-my20261122a',
    });
    expect(await verified(world)).toEqual([]);
    world.clock.advance(HOUR);
    await dkim.run(runtime);
    expect(await phases(runtime)).toEqual(['my20261122a published']);
    world.clock.advance(2 * HOUR);
    const report = await dkim.run(runtime);
    expect(report).toMatchObject({ failures: [], findings: 0 });
    expect(await phases(runtime)).toEqual(['my20261122a active']);
    expect(await verified(world)).toEqual(['my20261122a pass']);
  });

  it('is replaced when it is old, retires, is revoked, and goes; its selector never comes back', async () => {
    const { world, runtime } = await begin();
    await runEvery(runtime, world, 6, 91);
    expect(await phases(runtime)).toEqual(['my20261122a active', 'my20270220a published']);
    await runEvery(runtime, world, 6, 2);
    expect(await phases(runtime)).toEqual(['my20261122a retiring', 'my20270220a active']);
    expect(await verified(world)).toEqual(['my20270220a pass']);
    await runEvery(runtime, world, 12, 12);
    expect(keyAt(world, 'my20261122a')?.content).toContain('k=rsa');
    await runEvery(runtime, world, 12, 3);
    expect(await phases(runtime)).toEqual(['my20261122a revoked', 'my20270220a active']);
    expect(keyAt(world, 'my20261122a')?.content).toBe('"v=DKIM1; p="');
    await runEvery(runtime, world, 24, 31);
    expect(await phases(runtime)).toEqual(['my20261122a removed', 'my20270220a active']);
    expect(keyAt(world, 'my20261122a')).toBeUndefined();
    const [gone] = await dkimKeys(runtime.ledger, { all: true });
    expect(gone?.privateKey).toBeUndefined();
    const decisions = (await listDecisions(runtime.ledger)).map(({ action, mode }) => `${action} ${mode}`).reverse();
    expect(decisions).toEqual([
      ...['dkim.rotate enforce', 'dkim.publish mandate', 'dkim.switch mandate'],
      ...['dkim.rotate enforce', 'dkim.publish mandate', 'dkim.switch mandate'],
      ...['dkim.revoke mandate', 'dkim.remove mandate'],
    ]);
  });
});
