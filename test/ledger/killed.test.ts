/** kill -9 in the middle of writing and of restoring: what was answered is there, and nothing is there by half. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { backup } from '../../src/ledger/backup.ts';
import { verify } from '../../src/ledger/checks/index.ts';
import { listDecisions, recordDecision } from '../../src/ledger/decisions.ts';
import type { Ledger } from '../../src/ledger/ledger.ts';
import { aDecision, onEachLedger } from '../support/ledger.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'mailyard-killed-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const from = (module: string): string => JSON.stringify(resolve('src/ledger', module));

/** Runs until `until` says so of what it has printed, and no further. */
async function killed(script: string, until: (said: string) => boolean | Promise<boolean>): Promise<string> {
  const options = ['--disable-warning=ExperimentalWarning', '--input-type=module', '-e', script];
  const child = spawn(process.execPath, options, { stdio: ['ignore', 'pipe', 'inherit'] });
  let said = '';
  child.stdout.on('data', chunk => {
    said += chunk;
  });
  const gone = once(child, 'close');
  while (child.exitCode === null && !(await until(said))) await sleep(1);
  child.kill('SIGKILL');
  await gone;
  return said;
}

const sound = async (ledger: Ledger): Promise<void> =>
  expect((await verify(ledger, undefined)).filter(({ result }) => result === 'failed')).toEqual([]);

onEachLedger('a process that is killed', places => {
  it('while it writes leaves every decision that it was told of, whole', async () => {
    const place = await places.place();
    const script = `
      import { openLedger } from ${from('open.ts')};
      import { recordDecision } from ${from('decisions.ts')};
      const ledger = await openLedger(${JSON.stringify(place)});
      for (;;) console.log((await recordDecision(ledger, ${JSON.stringify(aDecision())}, 'observed')).id);`;
    for (const lines of [1, 7, 20]) {
      const said = await killed(script, text => text.split('\n').length > lines);
      const ledger = await places.open();
      const kept = (await listDecisions(ledger, { limit: 10_000 })).map(({ id }) => id);
      expect(kept).toEqual(expect.arrayContaining(said.split('\n').slice(0, -1).map(Number)));
      await sound(ledger);
    }
  });

  it('while it restores leaves what was there, or what was restored', async () => {
    const ledger = await places.open();
    for (let count = 0; count < 300; count += 1) await recordDecision(ledger, aDecision(), 'observed');
    await backup(ledger, join(folder, 'copy'), 0);
    await recordDecision(ledger, aDecision(), 'pending');
    const request = { place: await places.place(), from: join(folder, 'copy'), replace: true, now: 0 };
    for (const pause of [0, 40, 80, 120, 200]) {
      const script = `
        import { restore } from ${from('restore.ts')};
        console.log('begins');
        await restore(${JSON.stringify({ ...request, backupTo: join(folder, `before-${pause}`) })});`;
      await killed(script, async said => said.includes('begins') && (await sleep(pause, true)));
      expect([300, 301]).toContain((await listDecisions(ledger, { limit: 1000 })).length);
      await sound(ledger);
    }
  });
});
