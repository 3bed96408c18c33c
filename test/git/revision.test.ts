import { symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { changedLines, isChanged, parseDiff } from '../../src/git/changed-lines.ts';
import { openRepository } from '../../src/git/repository.ts';
import { revisionTree } from '../../src/git/revision.ts';
import { openClone } from './clone.ts';

test('a revision reads as the disk did then, whatever the work tree is now', () => {
  const clone = openClone();
  const files = {
    'domains/b.yaml': 'b\n',
    'domains/sub/a.yml': 'ä\r\n',
    'domains/.x.yaml': 'x',
    'domains/note.txt': 'n',
  };
  const commit = clone.commit(files);
  clone.write({ 'domains/b.yaml': 'changed', 'domains/sub/a.yml': undefined });
  const tree = revisionTree(openRepository(clone.folder), commit);
  const domains = join(clone.folder, 'domains');
  expect(tree.has(domains)).toBe(true);
  expect(tree.list(domains)).toEqual(['.x.yaml', 'b.yaml', 'sub/a.yml']);
  expect([tree.read(domains, 'b.yaml'), tree.read(domains, 'sub/a.yml')]).toEqual(['b\n', 'ä\r\n']);
  expect(clone.git('status', '--short')).toBe('M domains/b.yaml\n D domains/sub/a.yml');
});

test('a folder that the revision has not is not there, though the disk has it; a file is no folder', () => {
  const clone = openClone();
  const commit = clone.commit({ other: 'x' });
  clone.write({ 'domains/a.yaml': 'a' });
  const tree = revisionTree(openRepository(clone.folder), commit);
  expect([tree.has(join(clone.folder, 'domains')), tree.has(join(clone.folder, 'other'))]).toEqual([false, false]);
  expect(tree.list(join(clone.folder, 'domains'))).toEqual([]);
});

test('links inside of the repository are followed, others cannot be read', () => {
  const clone = openClone();
  clone.write({ 'shared/all.yaml': 'shared', 'domains/real.yaml': 'real' });
  symlinkSync('../shared/all.yaml', join(clone.folder, 'domains/in.yaml'));
  symlinkSync('/etc/hostname', join(clone.folder, 'domains/out.yaml'));
  symlinkSync('nowhere.yaml', join(clone.folder, 'domains/to-nothing.yaml'));
  const commit = clone.commit({});
  const tree = revisionTree(openRepository(clone.folder), commit);
  const domains = join(clone.folder, 'domains');
  expect(tree.list(domains)).toEqual(['in.yaml', 'out.yaml', 'real.yaml', 'to-nothing.yaml']);
  expect([tree.read(domains, 'in.yaml'), tree.read(domains, 'real.yaml')]).toEqual(['shared', 'real']);
  for (const name of ['out.yaml', 'to-nothing.yaml']) expect(() => tree.read(domains, name)).toThrow('leads nowhere');
});

test('what is ignored, or lies elsewhere, is read from the disk', () => {
  const clone = openClone();
  const commit = clone.commit({ '.gitignore': 'node_modules/\n' });
  clone.write({ 'node_modules/templates/a.yaml': 'a' });
  const elsewhere = openClone();
  elsewhere.write({ 'b.yaml': 'b' });
  const tree = revisionTree(openRepository(clone.folder), commit);
  expect(tree.read(join(clone.folder, 'node_modules/templates'), 'a.yaml')).toBe('a');
  expect(tree.read(elsewhere.folder, 'b.yaml')).toBe('b');
});

test('changed lines are those of the new side, of revisions and of the work tree', () => {
  const clone = openClone();
  const base = clone.commit({
    'domains/a.yaml': '1\n2\n3\n4\n5\n',
    'domains/with "quotes".yaml': '1\n',
    'domains/gone.yaml': 'x\n',
  });
  clone.git('config', 'diff.external', 'false');
  clone.git('config', 'diff.mnemonicPrefix', 'true');
  const head = clone.commit({ 'domains/a.yaml': '1\nnew\nnew\n3\n5\n', 'domains/gone.yaml': undefined });
  clone.write({ 'domains/a.yaml': '1\nnew\nnew\n3\n5\nsix' });
  const [repository, dirs] = [
    openRepository(join(clone.folder, 'domains')),
    [join(clone.folder, 'domains'), '/elsewhere'],
  ];
  const file = join(clone.folder, 'domains/a.yaml');
  const lines = (to: string | undefined) => {
    const changed = changedLines(repository, base, to, dirs);
    const named = new Map([...changed].map(([name, ranges]) => [join(process.cwd(), name), ranges]));
    return [1, 2, 3, 4, 5, 6].filter(line => isChanged(named, { file, line }));
  };
  expect(lines(head)).toEqual([2, 3]);
  expect(lines(undefined)).toEqual([2, 3, 6]);
});

test('a line that looks like a header is a line', () => {
  const diff = [
    ...['diff --git a/x.yaml b/x.yaml', '--- a/x.yaml', '+++ b/x.yaml', '@@ -1,2 +1,2 @@'],
    ...[
      '--- a/y',
      '-z',
      '\\ No newline at end of file',
      '+++ b/y.yaml',
      '+@@ -1 +9 @@',
      '\\ No newline at end of file',
    ],
    ...['diff --git a/w.yaml b/w.yaml', '--- /dev/null', '+++ b/w.yaml', '@@ -0,0 +1 @@', '+new', ''],
  ];
  expect(parseDiff(diff.join('\n'))).toEqual(
    new Map([
      ['x.yaml', [[1, 2]]],
      ['w.yaml', [[1, 1]]],
    ]),
  );
});
