/** Runs that end before their time: killed, interrupted, refused, and what the next run makes of them. */
import { type ChildProcess, spawn } from 'node:child_process';
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { expect, test } from 'vitest';
import { applyEmbedded } from '../../src/engine/embedded.ts';
import type { EngineResult } from '../../src/engine/engine.ts';
import { journalFile } from '../../src/state/backend.ts';
import { takeLock } from '../../src/state/lock.ts';
import { readState } from '../../src/state/read.ts';
import {
  checkpointFile,
  checkpointOf,
  namesInState,
  PROJECT,
  temporaryBackend,
  temporaryFolder,
  thing,
  urnOf,
} from './estate.ts';
import { fakeCloud } from './fake-cloud.ts';

const program = join(import.meta.dirname, 'killed-run.ts');

function startRun(
  folder: string,
  count: number,
  generation: number,
  ...more: string[]
): { child: ChildProcess; ready: Promise<void>; ended: Promise<string> } {
  const child = spawn(process.execPath, [program, folder, String(count), String(generation), ...more], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  let output = '';
  const ready = new Promise<void>(resolve => {
    child.stdout?.on('data', data => {
      output += data;
      if (output.includes('ready')) resolve();
    });
  });
  const ended = new Promise<string>(resolve => child.on('close', () => resolve(output)));
  return { child, ready, ended };
}

test('killed at any moment, again and again: nothing is there twice and nothing is lost', {
  timeout: 40_000,
}, async () => {
  const folder = temporaryFolder();
  const backend = temporaryBackend(folder);
  const count = 50;
  const journal = journalFile(backend, PROJECT, 'pool-a');
  let cutOff = 0;
  for (let round = 0; round < 10; round++) {
    // Every third generation changes all inputs, so that updates are killed as well as creates.
    const { child, ready, ended } = startRun(folder, count, Math.floor(round / 3));
    await ready;
    // At times in its first steps, at times late: all of it takes about 40 ms.
    while (round % 3 > 0 && child.exitCode === null && !existsSync(journal)) await sleep(1);
    await sleep(Math.random() * 40);
    child.kill('SIGKILL');
    await ended;
    if (existsSync(journal)) cutOff++;
  }
  expect(cutOff).toBeGreaterThan(0);
  // After a kill the state is what the journal says, before anyone folds it.
  const meanwhile = (await readState(backend, PROJECT)).stacks[0]?.resources ?? [];
  const ids = new Set(
    fakeCloud(join(folder, 'cloud'))
      .things()
      .map(({ id }) => id),
  );
  for (const { id } of meanwhile) expect(ids).toContain(id);

  const result = JSON.parse((await startRun(folder, count, 4).ended).split('\n')[1] ?? '') as EngineResult;
  expect(result.failed).toEqual([]);
  expect(result.done.length + result.unchanged).toBe(count);

  const things = fakeCloud(join(folder, 'cloud')).things();
  expect(new Set(things.map(({ comment }) => comment)).size).toBe(count);
  expect(things).toHaveLength(count);
  expect(things.map(({ parts }) => parts)).toEqual(things.map(() => ({ generation: '4' })));
  const state = (await readState(backend, PROJECT)).stacks[0]?.resources ?? [];
  expect(state.map(({ id }) => id).sort()).toEqual(things.map(({ id }) => id).sort());
  expect(existsSync(journal)).toBe(false);
  expect(readdirSync(join(folder, 'state/.pulumi/locks/organization', PROJECT, 'pool-a'))).toEqual([]);
});

test('two runs at once: the second is refused and says who holds the stack', async () => {
  const folder = temporaryFolder();
  const backend = temporaryBackend(folder);
  const cloud = fakeCloud(join(folder, 'cloud'), { latencyMs: () => 50 });
  const request = { backend, project: PROJECT, stacks: [{ stack: 'p', resources: [thing('a')] }], types: [cloud.type] };
  const [first, second] = await Promise.allSettled([
    applyEmbedded(request),
    sleep(20).then(() => applyEmbedded(request)),
  ]);
  expect(first.status).toBe('fulfilled');
  expect(second).toMatchObject({
    status: 'rejected',
    reason: {
      code: 'locked',
      message: expect.stringContaining(`pid ${process.pid}`),
      fix: expect.stringContaining('pulumi cancel'),
    },
  });
  expect(cloud.things()).toHaveLength(1);
});

test('a run that finds one of its stacks taken gives the others back', async () => {
  const folder = temporaryFolder();
  const backend = temporaryBackend(folder);
  const cloud = fakeCloud(join(folder, 'cloud'));
  const lock = await takeLock(backend, PROJECT, 'b');
  const stacks = ['a', 'b'].map(stack => ({ stack, resources: [] }));
  await expect(applyEmbedded({ backend, project: PROJECT, stacks, types: [cloud.type] })).rejects.toMatchObject({
    code: 'locked',
  });
  await lock.release();
  await applyEmbedded({ backend, project: PROJECT, stacks, types: [cloud.type] });
});

test('interrupted: no new step starts, those in flight end, the state is written and unlocked', async () => {
  const folder = temporaryFolder();
  const backend = temporaryBackend(folder);
  const cloud = fakeCloud(join(folder, 'cloud'), { latencyMs: () => 5 });
  const controller = new AbortController();
  const resources = Array.from({ length: 30 }, (_, index) => thing(`d${index}.example`));
  let done = 0;
  const request = {
    backend,
    project: PROJECT,
    types: [cloud.type],
    concurrency: 4,
    stacks: [{ stack: 'p', resources }],
  };
  const onEvent = ({ kind }: { kind: string }) => {
    if (kind === 'done' && ++done === 6) controller.abort();
  };
  const result = await applyEmbedded({ ...request, signal: controller.signal, onEvent });
  expect(result.interrupted).toBe(true);
  expect(result.failed).toEqual([]);
  expect(result.done.length).toBeGreaterThanOrEqual(6);
  expect(result.done.length).toBeLessThanOrEqual(10);
  expect(cloud.calls).toHaveLength(result.done.length);
  expect(namesInState(backend, 'p')).toHaveLength(result.done.length);
  expect((await applyEmbedded(request)).done).toHaveLength(30 - result.done.length);
});

test('SIGTERM to a run that handles no signals gives its locks back', async () => {
  const folder = temporaryFolder();
  const { child, ready, ended } = startRun(folder, 200, 0);
  await ready;
  const locks = join(folder, 'state/.pulumi/locks/organization', PROJECT, 'pool-a');
  while (!existsSync(locks) || readdirSync(locks).length === 0) await sleep(2);
  child.kill('SIGTERM');
  await ended;
  expect(child.signalCode).toBe('SIGTERM');
  expect(readdirSync(locks)).toEqual([]);
});

test('the first SIGINT ends a run well', async () => {
  const folder = temporaryFolder();
  const { child, ready, ended } = startRun(folder, 400, 0, 'graceful');
  await ready;
  const journal = journalFile(temporaryBackend(folder), PROJECT, 'pool-a');
  while (!existsSync(journal)) await sleep(1);
  child.kill('SIGINT');
  const [, ending, report] = (await ended).split('\n');
  const result = JSON.parse(report ?? '') as EngineResult;
  expect([ending, result.interrupted, result.failed]).toEqual(['ending', true, []]);
  expect(namesInState(temporaryBackend(folder), 'pool-a')).toHaveLength(result.done.length);
  expect(fakeCloud(join(folder, 'cloud')).things()).toHaveLength(result.done.length);
  expect(existsSync(journal)).toBe(false);
});

test('an update that was cut off is sent again, even where the list went back to what the state says', async () => {
  const { backend, up, write, cloud } = await oneThing();
  write(journalFile(backend, PROJECT, 'p'), [
    { journal: 1, checkpoint: await sha256(readFileSync(checkpointFile(backend, 'p'))) },
    { begin: 'update', urn: urnOf('p', 'a') },
  ]);
  const result = await up();
  expect(result.done).toMatchObject([{ op: 'update', name: 'a' }]);
  expect(result.warnings).toEqual(['Stack p: continuing after a run that was killed']);
  expect(cloud.calls).toEqual(['update a']);
});

test('a journal whose checkpoint the Pulumi CLI has changed since is set aside, and said', async () => {
  const { backend, up, write } = await oneThing();
  const journal = journalFile(backend, PROJECT, 'p');
  write(journal, [
    { journal: 1, checkpoint: 'of another time' },
    { done: 'delete', urn: urnOf('p', 'a'), changes: [[urnOf('p', 'a'), null]] },
  ]);
  const result = await up();
  expect(result.warnings).toEqual([expect.stringContaining('set aside')]);
  expect(result).toMatchObject({ done: [], unchanged: 1 });
  expect(readdirSync(join(journal, '..')).filter(name => name.endsWith('.aside'))).toHaveLength(1);
});

test('a run that was killed between writing the checkpoint and dropping its journal leaves nothing to do', async () => {
  const { backend, up, write, cloud } = await oneThing();
  const journal = journalFile(backend, PROJECT, 'p');
  write(journal, [
    { journal: 1, checkpoint: null },
    { done: 'delete', urn: urnOf('p', 'a'), changes: [[urnOf('p', 'a'), null]] },
    { folded: await sha256(readFileSync(checkpointFile(backend, 'p'))) },
  ]);
  expect(await up()).toMatchObject({ done: [], unchanged: 1, warnings: [] });
  expect(cloud.calls).toEqual([]);
  expect(existsSync(journal)).toBe(false);
});

test('a killed first run counts in the state before it is folded', async () => {
  const { backend, write, up } = await oneThing();
  const [, , resource] = checkpointOf(backend, 'p').checkpoint.latest?.resources ?? [];
  const urn = urnOf('p', 'a');
  write(journalFile(backend, PROJECT, 'new'), [
    { journal: 1, checkpoint: null },
    { done: 'create', urn, changes: [[urn, resource]] },
    { begin: 'create', urn: urnOf('p', 'b') },
  ]);
  expect((await readState(backend, PROJECT)).stacks).toMatchObject([
    { stack: 'new', resources: [{ name: 'a' }] },
    { stack: 'p', resources: [{ name: 'a' }] },
  ]);
  await up();
});

async function oneThing() {
  const folder = temporaryFolder();
  const backend = temporaryBackend(folder);
  const cloud = fakeCloud(join(folder, 'cloud'));
  const up = () =>
    applyEmbedded({
      backend,
      project: PROJECT,
      stacks: [{ stack: 'p', resources: [thing('a')] }],
      types: [cloud.type],
    });
  await up();
  cloud.calls.length = 0;
  const write = (file: string, lines: unknown[]) =>
    writeFileSync(file, lines.map(line => `${JSON.stringify(line)}\n`).join(''));
  return { backend, cloud, up, write };
}

async function sha256(bytes: Uint8Array<ArrayBuffer>): Promise<string> {
  return Buffer.from(await crypto.subtle.digest('SHA-256', bytes)).toString('hex');
}
