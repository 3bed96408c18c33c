import { existsSync, mkdirSync, readFileSync, rmdirSync, writeFileSync } from 'node:fs';
import { mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import type { CheckpointResource, ResourceMap } from '../../src/state/checkpoint.ts';
import {
  appendFolded,
  foldJournal,
  journalStatus,
  openJournal,
  parseJournal,
  readJournal,
} from '../../src/state/journal.ts';

const resource = (name: string, id = name): CheckpointResource => ({
  urn: `urn:pulumi:p::estate::fake:index:Thing::${name}`,
  custom: true,
  type: 'fake:index:Thing',
  id,
});
const urnOf = (name: string) => resource(name).urn;

async function journalPath() {
  return join(await mkdtemp(join(tmpdir(), 'mailyard-journal-')), 'estate', 'p.journal');
}

test('steps that end together share one fsync', async () => {
  const file = await journalPath();
  const journal = openJournal(file, () => null);
  await Promise.all(
    Array.from({ length: 1000 }, (_, index) =>
      journal.done('create', urnOf(`d${index}`), [[urnOf(`d${index}`), resource(`d${index}`)]]),
    ),
  );
  await journal.close();
  expect(journal.written.lines).toBe(1001);
  expect(journal.written.syncs).toBeLessThan(20);
  const resources: ResourceMap = new Map();
  foldJournal(resources, (await readJournal(file)) ?? []);
  expect(resources.size).toBe(1000);
});

test('a journal in which nothing was written leaves no file', async () => {
  const file = await journalPath();
  await openJournal(file, () => null).close();
  expect(existsSync(file)).toBe(false);
  expect(await readJournal(file)).toBeUndefined();
});

test('cut off at any byte, it still reads, and never tells of a step that is not whole', async () => {
  const file = await journalPath();
  const journal = openJournal(file, () => 'hash');
  for (const name of ['a', 'b', 'ü']) {
    await journal.begin('create', urnOf(name));
    await journal.done('create', urnOf(name), [[urnOf(name), resource(name)]]);
  }
  await journal.close();
  const bytes = readFileSync(file);
  for (let length = 0; length <= bytes.length; length++) {
    const text = bytes.subarray(0, length).toString('utf8');
    const lines = parseJournal(text);
    expect(lines).toHaveLength(text.split('\n').length - 1);
  }
});

test('a fold can be noted behind a torn line', async () => {
  const file = await journalPath();
  const journal = openJournal(file, () => 'old');
  await journal.done('create', urnOf('a'), [[urnOf('a'), resource('a')]]);
  await journal.close();
  writeFileSync(file, `${readFileSync(file, 'utf8')}{"done":"create","ur`);
  await appendFolded(file, 'new');
  const lines = (await readJournal(file)) ?? [];
  expect(lines.map(line => Object.keys(line)[0])).toEqual(['journal', 'done', 'folded']);
  expect(journalStatus(lines, 'new')).toBe('folded');
  expect(journalStatus(lines, 'old')).toBe('pending');
  expect(journalStatus(lines, 'other')).toBe('stale');
  expect(journalStatus(lines, null)).toBe('stale');
});

test('what is left of a broken journal is never taken for one, nor for none', () => {
  expect(parseJournal('null\n5\n"begin"\n')).toEqual([]);
  const headless = parseJournal(`{"journal":\n${JSON.stringify({ begin: 'update', urn: urnOf('a') })}\n`);
  expect(journalStatus(headless, 'hash')).toBe('stale');
});

test('a journal that could not be begun has its header all the same once it can', async () => {
  const file = await journalPath();
  mkdirSync(file, { recursive: true });
  const journal = openJournal(file, () => 'hash');
  await expect(journal.begin('create', urnOf('a'))).rejects.toMatchObject({
    code: 'state',
    message: expect.stringContaining('p.journal: it is a folder.'),
  });
  rmdirSync(file);
  await journal.begin('create', urnOf('b'));
  await journal.close();
  expect(((await readJournal(file)) ?? []).map(line => Object.keys(line)[0])).toEqual(['journal', 'begin']);
});

test('folding puts, replaces, removes, and marks what was begun and never ended', () => {
  const resources: ResourceMap = new Map(
    ['keep', 'gone', 'cut', 'cut-delete'].map(name => [urnOf(name), resource(name)]),
  );
  const { unknownCreates } = foldJournal(resources, [
    { journal: 1, checkpoint: null },
    { begin: 'delete', urn: urnOf('gone') },
    { done: 'delete', urn: urnOf('gone'), changes: [[urnOf('gone'), null]] },
    { begin: 'update', urn: urnOf('cut') },
    { begin: 'delete', urn: urnOf('cut-delete') },
    { begin: 'create', urn: urnOf('unknown') },
    {
      done: 'replace',
      urn: urnOf('keep'),
      changes: [
        [`${urnOf('keep')}\nkeep`, { ...resource('keep'), delete: true }],
        [urnOf('keep'), resource('keep', 'second')],
      ],
    },
  ]);
  expect(unknownCreates).toEqual(['unknown']);
  expect([...resources.values()].map(({ id, delete: condemned, initErrors }) => [id, condemned, initErrors])).toEqual([
    ['second', undefined, undefined],
    ['cut', undefined, ['update was interrupted']],
    ['cut-delete', undefined, ['delete was interrupted']],
    ['keep', true, undefined],
  ]);
});
