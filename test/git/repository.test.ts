import { join } from 'node:path';
import { describe, expect, test, vi } from 'vitest';
import { commitOf, forkPoint, isIgnored, openRepository, pathInside } from '../../src/git/repository.ts';
import { openClone } from './clone.ts';

describe('a revision', () => {
  test('is a branch, a tag, a commit or anything else that git takes for one', () => {
    const clone = openClone();
    const first = clone.commit({ a: '1' });
    clone.git('tag', '-a', 'v1', '-m', 'one');
    const second = clone.commit({ a: '2' });
    const repository = openRepository(clone.folder);
    for (const ref of ['v1', 'HEAD~1', first, first.slice(0, 8)]) expect(commitOf(repository, ref)).toBe(first);
    expect(commitOf(repository, 'main')).toBe(second);
  });

  test('that is not there is said, with the nearest way to it', () => {
    const clone = openClone();
    clone.commit({ a: '1' });
    const copy = openClone(clone.folder);
    copy.git('checkout', '--quiet', '-b', 'work');
    copy.git('branch', '--delete', '--force', 'main');
    const repository = openRepository(copy.folder);
    expect(() => commitOf(repository, 'nowhere')).toThrow(
      expect.objectContaining({ code: 'no-revision', fix: expect.stringContaining('git fetch origin nowhere') }),
    );
    expect(() => commitOf(repository, 'main')).toThrow(
      expect.objectContaining({ code: 'no-revision', fix: 'Did you mean origin/main?' }),
    );
    // A file's name or an option is no revision.
    for (const ref of ['--all', '-h', 'HEAD:a', '']) {
      expect(() => commitOf(repository, ref)).toThrow(expect.objectContaining({ code: 'no-revision' }));
    }
  });

  test('that a shallow clone does not have is said to be missing for that', () => {
    const clone = openClone();
    const first = clone.commit({ a: '1' });
    clone.commit({ a: '2' });
    const repository = openRepository(clone.shallow(1).folder);
    for (const ref of ['HEAD~1', first]) {
      expect(() => commitOf(repository, ref)).toThrow(
        expect.objectContaining({
          code: 'shallow-clone',
          fix: `${ref === first ? `\`git fetch origin ${ref}\`, or ` : ''}\`git fetch --unshallow\`. In a workflow: \`fetch-depth: 0\` under \`actions/checkout\`.`,
        }),
      );
    }
  });
});

test('two revisions are compared from where they went apart', () => {
  const clone = openClone();
  const start = clone.commit({ a: '1' });
  clone.git('checkout', '--quiet', '-b', 'change');
  const change = clone.commit({ b: '1' });
  clone.git('checkout', '--quiet', 'main');
  const main = clone.commit({ a: '2' });
  const repository = openRepository(clone.folder);
  expect(forkPoint(repository, main, change)).toBe(start);
  clone.git('checkout', '--quiet', '--orphan', 'other');
  const other = clone.commit({ c: '1' });
  expect(forkPoint(repository, main, other)).toBe(main);
});

test('where they went apart may lie beyond the end of a shallow clone', () => {
  const clone = openClone();
  clone.commit({ a: '1' });
  clone.git('checkout', '--quiet', '-b', 'change');
  const change = clone.commit({ b: '1' });
  clone.git('checkout', '--quiet', 'main');
  const main = clone.commit({ a: '2' });
  const copy = clone.shallow(1);
  copy.git('fetch', '--quiet', '--depth=1', 'origin', 'change');
  expect(() => forkPoint(openRepository(copy.folder), main, change)).toThrow(
    expect.objectContaining({ code: 'shallow-clone', message: expect.stringContaining('went apart') }),
  );
});

test('a machine without git is told to have it', () => {
  vi.stubEnv('PATH', '/nowhere');
  expect(() => openRepository('.')).toThrow(
    expect.objectContaining({ code: 'no-git', fix: expect.stringContaining('Install git') }),
  );
  vi.unstubAllEnvs();
});

test('a folder outside of any repository is said', () => {
  expect(() => openRepository('/')).toThrow(expect.objectContaining({ code: 'no-repository' }));
});

test('paths are known by their place in the repository, from whatever folder', () => {
  const clone = openClone();
  clone.commit({ 'a/b/c.yaml': 'x', '.gitignore': 'hidden/\n' });
  const below = openRepository(join(clone.folder, 'a/b'));
  expect(pathInside(below, join(clone.folder, 'a/b/c.yaml'))).toBe('a/b/c.yaml');
  expect(pathInside(below, join(clone.folder, 'domains'))).toBe('domains');
  expect(pathInside(below, clone.folder)).toBe('');
  expect(pathInside(below, join(clone.folder, '../elsewhere'))).toBeUndefined();
  expect(openRepository(join(clone.folder, 'gone/away')).folder).toBe(clone.folder);
  expect([isIgnored(below, join(clone.folder, 'hidden')), isIgnored(below, clone.folder)]).toEqual([true, false]);
});
