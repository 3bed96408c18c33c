/** kill -9 before and after every write of a rotation: each time the next run goes on, and mail verifies in between. */
import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { DAY, HOUR } from '../../../src/dates.ts';
import { query } from '../../../src/dns/client.ts';
import { dkimKeys } from '../../../src/ledger/dkim.ts';
import { probesOf, receiveProbe } from '../../../src/ledger/dkim-probes.ts';
import { holdsNow } from '../../../src/ledger/holds.ts';
import { verifyAt } from '../../../src/runtime/dkim/verify.ts';
import type { Runtime } from '../../../src/runtime/runtime.ts';
import { upstreamTwin } from '../../sending/submission/upstream-twin.ts';
import { aMessage } from '../../support/key-folder.ts';
import { aRotation, type Rotation } from '../../support/rotation.ts';
import type { KilledRun } from './killed-run.ts';

const run = promisify(execFile);
const program = new URL('./killed-run.ts', import.meta.url).pathname;

let world: Rotation;
let calm: Runtime;

beforeEach(async () => {
  world = await aRotation({ algorithms: ['ed25519'] });
  calm = await world.runtime();
});
afterEach(() => world?.close());

/** Whether it came to its end. */
async function runKilledAt(killAt: number, submission?: number): Promise<boolean> {
  const told: KilledRun = {
    ...{ ledger: calm.ledger.place, cloudflare: { url: world.cloudflare.url, token: world.cloudflare.token } },
    servers: world.servers.map(({ host, port }) => `${host}:${port}`).join(','),
    ...{ folder: world.folder.place, key: world.key, now: world.clock.now(), killAt },
    ...(submission !== undefined && { submission }),
  };
  const env = { ...process.env, MAILYARD_KILLED: JSON.stringify(told) };
  const options = { env, timeout: 60_000 };
  const ended = await run(process.execPath, ['--disable-warning=ExperimentalWarning', program], options).catch(
    (failure: { signal?: string; stderr?: string }) => failure,
  );
  if ('signal' in ended && ended.signal === 'SIGKILL') return false;
  expect(ended.stderr).toBe('');
  return true;
}

async function verdicts(): Promise<string[]> {
  const message = await world.folder.sign('acme.example', aMessage('acme.example', 'one'));
  const [server] = world.servers;
  return server ? (await verifyAt(query, server, message)).map(({ result }) => result) : [];
}

/** Kills at the first write, then at the second of the run after it, and so on until a run has nothing left to be killed at. */
async function killedAll(signed: boolean): Promise<number> {
  for (let killAt = 1; ; killAt++) {
    const ended = await runKilledAt(killAt);
    if (signed) expect(await verdicts()).toEqual(['pass']);
    if (ended) return killAt - 1;
  }
}

const phases = async () =>
  (await dkimKeys(calm.ledger, { all: true })).map(({ phase, stands }) => `${phase} ${stands}`);

it('killed at each write of each transition, the rotation ends where it should', async () => {
  let kills = await killedAll(false);
  expect(await phases()).toEqual(['published key']);
  world.clock.advance(3 * HOUR);
  kills += await killedAll(false);
  expect(await phases()).toEqual(['active key']);
  world.clock.advance(90 * DAY);
  kills += await killedAll(true);
  expect(await phases()).toEqual(['active key', 'published key']);
  world.clock.advance(25 * HOUR);
  kills += await killedAll(true);
  expect(await phases()).toEqual(['retiring key', 'active key']);
  world.clock.advance(15 * DAY);
  kills += await killedAll(true);
  expect(await phases()).toEqual(['revoked revoked', 'active key']);
  world.clock.advance(31 * DAY);
  kills += await killedAll(true);
  expect(await phases()).toEqual(['removed nothing', 'active key']);
  expect(kills).toBeGreaterThan(30);
  expect(world.cloudflare.records('acme.example')).toHaveLength(1);
});

it('killed at each write around a test message, it sends one a quarter of an hour and none twice', async () => {
  const submission = await upstreamTwin();
  const killedAround = async () => {
    for (let killAt = 1; !(await runKilledAt(killAt, submission.port)); killAt++);
  };
  await killedAround();
  world.clock.advance(3 * HOUR);
  await killedAround();
  world.clock.advance(2 * 60_000);
  await killedAround();
  const probes = () => probesOf(calm.ledger, { domain: 'acme.example', signer: 'folder', algorithm: 'ed25519' });
  const held = async () => (await holdsNow(calm.ledger, world.clock.now())).map(({ name }) => name);
  // A kill between the two leaves one that is written down and was never sent.
  expect(submission.taken.length).toBeLessThanOrEqual(1);
  expect([(await probes()).length, await held()]).toEqual([1, ['acme.example']]);
  world.clock.advance(15 * 60_000);
  await killedAround();
  expect(submission.taken.length).toBeLessThanOrEqual(2);
  const [, second] = await probes();
  expect([(await probes()).length, await phases(), await held()]).toEqual([2, ['published key'], ['acme.example']]);
  const pass = { domain: 'acme.example', selector: second?.selector ?? '', result: 'pass' };
  await receiveProbe(calm.ledger, second?.token ?? '', [pass], world.clock.now());
  await killedAround();
  expect([await phases(), await held()]).toEqual([['active key'], []]);
  await submission.close();
});
