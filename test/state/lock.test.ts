import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { mkdtemp } from 'node:fs/promises';
import { hostname, tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { fileBackend, lockFolder } from '../../src/state/backend.ts';
import { clearDeadLocks, takeLock } from '../../src/state/lock.ts';

async function folderWith(...locks: unknown[]) {
  const backend = fileBackend(await mkdtemp(join(tmpdir(), 'mailyard-lock-')));
  const folder = lockFolder(backend, 'estate', 'p');
  mkdirSync(folder, { recursive: true });
  for (const [index, lock] of locks.entries()) {
    writeFileSync(join(folder, `${index}.json`), typeof lock === 'string' ? lock : JSON.stringify(lock));
  }
  return { backend, folder };
}

const held = { pid: process.pid, username: 'alex', hostname: hostname(), timestamp: '2026-11-22T10:00:00Z' };
/** A pid that was in use a moment ago and no longer is. */
const deadPid = spawnSync(process.execPath, ['-e', '']).pid;

test('it is a file as Pulumi writes it, and gone after its release', async () => {
  const { backend, folder } = await folderWith();
  const lock = await takeLock(backend, 'estate', 'p', new Date('2026-11-22T10:00:00Z'));
  expect(lock.file.startsWith(join(backend.root, '.pulumi/locks/organization/estate/p/'))).toBe(true);
  expect(JSON.parse(readFileSync(lock.file, 'utf8'))).toEqual({
    pid: process.pid,
    username: expect.any(String),
    hostname: hostname(),
    timestamp: '2026-11-22T10:00:00.000Z',
  });
  expect(readdirSync(folder)).toHaveLength(1);
  await lock.release();
  expect(readdirSync(folder)).toEqual([]);
});

test('one that is held is refused with who, since when, and the ways out', async () => {
  const { backend, folder } = await folderWith(held);
  await expect(takeLock(backend, 'estate', 'p')).rejects.toMatchObject({
    code: 'locked',
    message: `Stack p is in use by alex@${hostname()} (pid ${process.pid}) since 2026-11-22T10:00:00Z`,
    fix: expect.stringMatching(/wait.*pulumi cancel --stack p/),
  });
  expect(readdirSync(folder)).toEqual(['0.json']);
});

test('one of a process that is gone is cleared and said', async () => {
  const { backend, folder } = await folderWith({ ...held, pid: deadPid });
  const lock = await takeLock(backend, 'estate', 'p');
  expect(lock.cleared).toEqual([expect.stringContaining(`pid ${deadPid}`)]);
  expect(existsSync(join(folder, '0.json'))).toBe(false);
  await lock.release();
});

test('those of processes that are gone can be cleared for the CLI, and no others', async () => {
  const { backend, folder } = await folderWith(held, { ...held, pid: deadPid }, '{');
  expect(await clearDeadLocks(backend, 'estate', 'p')).toEqual([expect.stringContaining(`pid ${deadPid}`)]);
  expect(readdirSync(folder)).toEqual(['0.json', '2.json']);
  expect(await clearDeadLocks(backend, 'estate', 'none')).toEqual([]);
});

test('one of another host is held, whatever its pid', async () => {
  const { backend } = await folderWith({ ...held, pid: deadPid, hostname: 'elsewhere.example' });
  await expect(takeLock(backend, 'estate', 'p')).rejects.toMatchObject({ code: 'locked' });
});

test('one that cannot be read is held', async () => {
  const { backend } = await folderWith('{"pid":');
  await expect(takeLock(backend, 'estate', 'p')).rejects.toMatchObject({ code: 'locked' });
});

test('of many that start at once at most one goes on, and no lock is left', async () => {
  const { backend, folder } = await folderWith();
  const taken = await Promise.allSettled(Array.from({ length: 10 }, () => takeLock(backend, 'estate', 'p')));
  const won = taken.filter(result => result.status === 'fulfilled');
  expect(won.length).toBeLessThanOrEqual(1);
  for (const { value } of won) await value.release();
  expect(readdirSync(folder)).toEqual([]);
});

test('no signal handler stays behind', async () => {
  const { backend } = await folderWith();
  const before = process.listenerCount('SIGINT');
  const lock = await takeLock(backend, 'estate', 'p');
  expect(process.listenerCount('SIGINT')).toBe(before + 1);
  await lock.release();
  expect(process.listenerCount('SIGINT')).toBe(before);
});
