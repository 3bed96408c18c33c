/** Changes of a domain's settings in the text of its file, and as patches that git takes. */
import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, onTestFinished, test } from 'vitest';
import { type Edit, edited } from '../../src/inventory/edit.ts';
import { unifiedDiff } from '../../src/inventory/unified-diff.ts';

const START: Edit = { domain: 'a.example', path: ['warmup', 'start'], value: '2026-12-01' };
const ACTIVE: Edit = { domain: 'a.example', path: ['lifecycle', 'state'], value: 'active' };

/** With a comment, another style and a domain after it, which all stay. */
const file = (entry: string): string =>
  `segment: pool   # a comment\ndomains:\n${entry}\n  # the next one\n  - b.example\n`;
const change = (entry: string, edit: Edit) => edited(file(entry), edit);

describe('an edit', () => {
  test.each<[string, string, Edit, string]>([
    ['of a short form', '  - a.example', START, '  - domain: a.example\n    warmup: { start: 2026-12-01 }'],
    [
      'of a life-cycle in its short form',
      '  - domain: a.example\n    lifecycle: warming  # since May',
      ACTIVE,
      '  - domain: a.example\n    lifecycle: active  # since May',
    ],
    [
      'of one in a map',
      '  - domain: a.example\n    lifecycle: { state: warming, since: 2026-05-01 }',
      ACTIVE,
      '  - domain: a.example\n    lifecycle: { state: active, since: 2026-05-01 }',
    ],
    [
      'where the life-cycle is a default',
      '  - domain: a.example',
      ACTIVE,
      '  - domain: a.example\n    lifecycle: active',
    ],
    [
      'that replaces a value',
      '  - domain: a.example\n    warmup: { start: 2026-11-01 }',
      START,
      '  - domain: a.example\n    warmup: { start: 2026-12-01 }',
    ],
    [
      'into a map',
      '  - domain: a.example\n    warmup: { target: 120 }',
      START,
      '  - domain: a.example\n    warmup: { start: 2026-12-01, target: 120 }',
    ],
    [
      'into a block',
      '  - domain: a.example\n    warmup:\n      target: 120   # as many',
      START,
      '  - domain: a.example\n    warmup:\n      target: 120   # as many\n      start: 2026-12-01',
    ],
    [
      'into an entry on one line',
      '  - { domain: a.example, mailboxes: 2 }',
      START,
      '  - { warmup: { start: 2026-12-01 }, domain: a.example, mailboxes: 2 }',
    ],
    [
      'before more keys',
      '  - domain: a.example\n    mailboxes: 2',
      START,
      '  - domain: a.example\n    warmup: { start: 2026-12-01 }\n    mailboxes: 2',
    ],
  ])('%s changes nothing else', (_, entry, edit, wanted) => {
    expect(change(entry, edit)).toBe(file(wanted));
  });

  test('at the end of a file without a last newline', () => {
    expect(edited('domains:\n  - domain: a.example', ACTIVE)).toBe(
      'domains:\n  - domain: a.example\n    lifecycle: active\n',
    );
  });

  test('is none where the domain is not written there, or stands behind an alias', () => {
    expect(edited(file('  - c.example'), START)).toBeUndefined();
    expect(edited('x: &w { target: 3 }\ndomains:\n  - domain: a.example\n    warmup: *w\n', START)).toBeUndefined();
    expect(edited('domains: [', START)).toBeUndefined();
  });
});

describe('a patch', () => {
  const folder = mkdtempSync(join(tmpdir(), 'mailyard-patch-'));
  mkdirSync(join(folder, 'domains'));

  /** What git makes of the text before by the patch. */
  function applied(before: string, patch: string): string {
    const path = join(folder, 'domains/pool.yaml');
    writeFileSync(path, before);
    writeFileSync(join(folder, 'p.patch'), patch);
    execFileSync('git', ['apply', '--whitespace=nowarn', 'p.patch'], { cwd: folder });
    return readFileSync(path, 'utf8');
  }

  test('is taken by git, and reads as people write it', () => {
    onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
    const before = file('  - a.example');
    const after = change('  - a.example', START) ?? '';
    const patch = unifiedDiff('domains/pool.yaml', before, after);
    expect(patch).toBe(
      [
        '--- a/domains/pool.yaml',
        '+++ b/domains/pool.yaml',
        '@@ -1,5 +1,6 @@',
        ' segment: pool   # a comment',
        ' domains:',
        '-  - a.example',
        '+  - domain: a.example',
        '+    warmup: { start: 2026-12-01 }',
        '   # the next one',
        '   - b.example',
        '',
      ].join('\n'),
    );
    expect(applied(before, patch)).toBe(after);
    expect(unifiedDiff('x', before, before)).toBe('');

    const line = fc.constantFrom('a', 'b', 'c', '', '  d');
    const text = fc.tuple(fc.array(line, { minLength: 1, maxLength: 30 }), fc.boolean());
    const written = ([lines, ends]: [string[], boolean]) => lines.join('\n') + (ends ? '\n' : '');
    fc.assert(
      fc.property(text, text, (one, other) => {
        const [old, fresh] = [written(one), written(other)];
        if (old === fresh || old === '' || fresh === '') return;
        expect(applied(old, unifiedDiff('domains/pool.yaml', old, fresh))).toBe(fresh);
      }),
      { numRuns: 60 },
    );
  });
});
