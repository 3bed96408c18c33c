/** kill -9 before and after every write of a rotation: each time the next run goes on, and mail verifies in between. */
import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { DAY, HOUR } from '../../../src/dates.ts';
import { query } from '../../../src/dns/client.ts';
import { dkimKeys } from '../../../src/ledger/dkim.ts';
import { verifyAt } from '../../../src/runtime/dkim/prove.ts';
import type { Runtime } from '../../../src/runtime/runtime.ts';
import { aMessage } from '../../support/key-folder.ts';
import { aRotation, type Rotation } from '../../support/rotation.ts';
import type { KilledRun } from './killed-run.ts';

const run = promisify(execFile);
const program = new URL('./killed-run.ts', import.meta.url).pathname;

let world: Rotation;
let calm: Runtime;

beforeAll(async () => {
  world = await aRotation({ algorithms: ['ed25519'] });
  calm = await world.runtime();
});
afterAll(() => world?.close());

/** Whether it came to its end. */
async function runKilledAt(killAt: number): Promise<boolean> {
  const told: KilledRun = {
    ...{ ledger: calm.ledger.place, cloudflare: { url: world.cloudflare.url, token: world.cloudflare.token } },
    servers: world.servers.map(({ host, port }) => `${host}:${port}`).join(','),
    ...{ folder: world.folder.place, key: world.key, now: world.clock.now(), killAt },
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
