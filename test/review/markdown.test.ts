/** The comment as GitHub reads it: nothing from an inventory becomes markup, it never gets too long, and it says what it cut. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { annotations } from '../../src/cli/changes/review/annotations.ts';
import { fitted, type Section } from '../../src/cli/changes/review/fit.ts';
import { reviewMarkdown } from '../../src/cli/changes/review/markdown.ts';
import { code, htmlCode, prose, row } from '../../src/cli/changes/review/text.ts';
import type { Finding } from '../../src/inventory/finding.ts';
import type { Domain } from '../../src/inventory/model.ts';
import { parseAllow } from '../../src/plan/allow.ts';
import { review } from '../../src/review/review.ts';
import { aDomain, anEstate, TODAY, templates } from '../support/estate.ts';

const compared = { base: 'origin/main', commit: '0123456789abcdef0123' };

function markdown(before: Domain[], after: Domain[], findings: Finding[] = [], longest?: number): string {
  const side = (domains: Domain[], more: Finding[]) => {
    const estate = anEstate(domains);
    return { estate, findings: [...estate.findings, ...more], templates: templates() };
  };
  const made = review({
    ...{
      base: side(before, []),
      head: side(after, findings),
      changed: new Map(),
      allowed: parseAllow([]),
      today: TODAY,
    },
  });
  return reviewMarkdown(made, compared, { longest });
}

const mail = (domain: string, more: object = {}) =>
  aDomain({ domain, segment: 'pool-a', mailProvider: 'migadu', ...more });

/** What is left of a line once code is taken out: here GitHub looks for markup, links, mentions and references. */
const outsideCode = (text: string): string => text.replace(/<code>[^<]*<\/code>|`[^`]*`/g, '');

const hostile = [
  '@acme/everyone',
  'a `b` c',
  '`',
  '``` \n# big',
  '| a | b |',
  '<img src=x onerror=1>',
  '[x](https://evil.example)',
  '#1',
  'acme/mail#12',
  'GH-12',
  '0123456789abcdef',
  'www.evil.example',
  '**bold**',
  '_a_',
  '~~gone~~',
  '\\`x\\`',
  '</code></details>',
  '&lt;b&gt;',
  '$x$',
  ':tada:',
  '\u202Egnp.exe',
  'line\nbreak',
  '![i](x)',
  '- [ ] task',
  'a\\|b',
];

describe('text from an inventory', () => {
  test.each(hostile)('%j stays text', text => {
    for (const shown of [code(text), prose(text), prose(`says \`${text}\` here`), prose(`It is "${text}".`)]) {
      expect(shown).not.toMatch(/[\n\u202E]/);
      expect(outsideCode(shown)).not.toMatch(/[@#<>[\]*_~`|\\$&]|:\/\/|:\w+:|\w\.\w|GH-|[0-9a-f]{7}/);
    }
    // In a table no value makes a cell of its own.
    expect(row([code(text), 'x']).match(/\|/g)).toHaveLength(3);
    expect(htmlCode(text)).toMatch(/^<code>[^<>`|@\n]*<\/code>$/);
  });

  test('whatever it is, nothing of it is left outside of code but plain words', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 80 }), text => {
        expect(outsideCode(prose(text))).not.toMatch(/[@#<>[\]*_~`|\\$&\n]/);
        expect(outsideCode(code(text))).toMatch(/^$|^\(empty\)$/);
        expect(row([code(text)]).match(/\|/g)).toHaveLength(2);
      }),
    );
  });

  test('is short, however long it was', () => {
    expect(code('x'.repeat(5000)).length).toBeLessThan(300);
    expect(prose('x y '.repeat(5000)).length).toBeLessThan(700);
  });

  test('reads as our sentences do', () => {
    expect(prose('SPF at a.example takes 12 DNS lookups; receivers stop at 10 (migadu 1). RFC 7208 §4.6.4')).toBe(
      'SPF at `a.example` takes 12 DNS lookups; receivers stop at 10 (migadu 1). RFC 7208 §4.6.4',
    );
    expect(prose('Write `relays:`, or ask postmaster@a.example.')).toBe(
      'Write `relays:`, or ask `postmaster@a.example`.',
    );
  });
});

test('records are in a fence that no value can end', () => {
  const records = [{ name: 'x', type: 'TXT' as const, content: '```\n</details>\n@everyone' }];
  const text = markdown([mail('a.example')], [mail('a.example', { records })]);
  expect(text).toContain('+ TXT   x  "```\\n</details>\\n@everyone"');
  expect(text.split('\n').filter(line => line.startsWith('```'))).toEqual(['```diff', '```']);
});

test('totals come first, then what refuses, findings, domains, SPF and records', () => {
  const quiet = { dmarc: { ...aDomain().settings.dmarc, policy: 'reject' as const } };
  const text = markdown(
    [mail('a.example'), mail('b.example')],
    [mail('a.example', { sendingIps: ['192.0.2.1'], ...quiet })],
  );
  const titles = [...text.matchAll(/^#+ (.*)$/gm)].map(([, title]) => title);
  expect(titles).toEqual([
    'Mailyard: 2 domains, records ~ 2 to change, - 11 to delete',
    ...['Segments', 'Guards that would refuse it', 'Findings', 'Domains', 'SPF', 'Capacity', 'Cost a month', 'Records'],
  ]);
  expect(text).toContain('- **domain**: `b.example` is live and would vanish with all its mail records.');
  expect(text).toContain('`--allow domain=b.example`');
  expect(text).toContain('| `a.example` | 1 | 43 → 57 |');
  expect(text).toContain('- fixed: $2.00 → $1.00');
});

test('new volume is told with the day from which it can be used: of more mailboxes, and of a new domain', () => {
  const pool = (domain: string, users: string[], more: object = {}) =>
    mail(domain, { mailboxes: users.map(user => ({ user })), warmup: { mailbox: 'gentle-mailbox', ...more } });
  const before = [pool('a.example', ['alex']), pool('b.example', ['alex'])];
  const after = [
    pool('a.example', ['alex', 'sam', 'kim']),
    pool('b.example', ['alex']),
    pool('c.example', ['alex'], { start: '2026-12-01' }),
  ];
  expect(markdown(before, before)).not.toContain('### New volume');
  const [, section = ''] = /### New volume\n\n([^#]*)/.exec(markdown(before, after)) ?? [];
  expect(section.trim().split('\n')).toEqual([
    '- `a.example`: +2 mailboxes: 10 a day from 2026-11-22, 100 a day from 2026-12-07',
    '- `c.example`: new, with 1 mailbox: 5 a day from 2026-12-01, 50 a day from 2026-12-22',
  ]);
});

test('what only the calendar will bring is told with its day, and a domain that is handed over needs no fold', () => {
  const lifecycle = { state: 'retired' as const, since: TODAY, graceDays: 30 };
  const other = mail('c.example', { segment: 'pool-b' });
  const text = markdown(
    [mail('a.example'), mail('b.example'), other],
    [mail('a.example', { lifecycle }), mail('b.example', { segment: 'pool-b' }), other],
  );
  expect(text).toContain(
    '### Later, by the calendar\n\n- From 2026-12-22 on: `a.example` (retired since 2026-11-22): ~ 3, - 8',
  );
  expect(text).toContain('<code>b.example</code> (pool-b): 11 records handed over from pool-a to pool-b, unchanged');
  expect(text).not.toContain('<details');
});

test('zones in which the same happens share a fold, and domains a line', () => {
  const names = Array.from({ length: 40 }, (_, index) => `d${index}.example`);
  const text = markdown(
    names.map(name => mail(name)),
    names.map(name => mail(name, { spf: { all: '~all', include: [], flatten: 'never' } })),
  );
  expect(text.match(/<details/g)).toHaveLength(1);
  expect(text).toContain('and 39 zones alike (pool-a): ~ 1');
  expect(text).toContain('and 35 others | `pool-a` | `spf.all` `-all` → `~all` |');
});

test('resources of other types are told by their names', () => {
  const estate = anEstate([mail('a.example')]);
  const side = { estate, findings: [], templates: templates() };
  const made = review({ base: side, head: side, changed: new Map(), allowed: parseAllow([]), today: TODAY });
  const resource = { segment: 'pool-a', type: 'cloudflare:index/zone:Zone', name: 'a|b.example' };
  const resources = [
    { ...resource, action: 'create' as const, properties: ['name'] },
    { ...resource, action: 'update' as const, properties: ['plan', 'paused'] },
  ];
  const text = reviewMarkdown({ ...made, ...(made.change && { change: { ...made.change, resources } }) }, compared);
  expect(text).toContain('- `+` `cloudflare:index/zone:Zone` <code>a&#124;b.example</code> (pool-a)\n- `~` ');
  expect(text).toContain('(pool-a): `plan`, `paused`');
});

describe('a long review', () => {
  const names = Array.from({ length: 600 }, (_, index) => `long-name-of-a-domain-${index}.example`);
  const after = names.map((name, index) => mail(name, { ttl: 300 + index }));
  const findings = names.map(
    (name, index): Finding => ({
      ...{ file: 'domains/pool-a.yaml', line: index + 1, column: 3, rule: 'r', severity: 'warning' as const },
      message: `${name} ${'has something to say '.repeat(20)}`,
    }),
  );

  test('is never longer than a comment, keeps what matters most, and says what it left out', () => {
    const text = markdown(
      names.map(name => mail(name)),
      after,
      findings,
    );
    expect(text.length).toBeLessThanOrEqual(60_000);
    const [, said] = /^Not all of it fits here\. Left out: (.*)$/m.exec(text) ?? [];
    expect(said).toMatch(
      /550 findings, 500 domain groups, 570 SPF records, \d+ zone groups\. `mailyard review --json` has everything\.$/,
    );
    expect(text).toContain('| `pool-a` | 600 |');
    expect(text).toContain('**domains-per-change**');
    expect(text).toMatch(/… and 550 more findings\./);
  });

  test.each([2000, 4000, 9000, 20_000])('fits into %d characters: the last sections go first', longest => {
    const text = markdown(
      names.slice(0, 300).map(name => mail(name)),
      after.slice(0, 300),
      findings.slice(0, 300),
      longest,
    );
    expect(text.length).toBeLessThanOrEqual(longest);
    expect(text).toContain('| `pool-a` | 300 |');
    expect(text).toContain('Left out:');
    // No fold and no fence is cut in two.
    expect(text.match(/<details/g)?.length).toBe(text.match(/<\/details>/g)?.length);
    expect((text.match(/^```/gm)?.length ?? 0) % 2).toBe(0);
  });

  test('sections further up are cut last, and only whole items go', () => {
    const section = (title: string): Section => ({
      title,
      head: '| item |\n| --- |',
      items: Array.from({ length: 50 }, (_, n) => `- ${title} ${n}`),
      between: '\n',
      noun: 'item',
      most: 40,
    });
    fc.assert(
      fc.property(fc.integer({ min: 400, max: 2000 }), limit => {
        const { text, cut } = fitted([section('first'), section('second')], limit);
        expect(text.length).toBeLessThanOrEqual(limit);
        const [first, second] = ['first', 'second'].map(
          title => text.match(new RegExp(`^- ${title} \\d+$`, 'gm'))?.length ?? 0,
        );
        expect(second === 0 || first === 40).toBe(true);
        expect(cut.length).toBe(2);
      }),
    );
  });
});

test('annotations are commands that a message cannot leave', () => {
  const finding = {
    ...{
      file: 'domains/a,b:c.yaml',
      line: 3,
      column: 7,
      rule: 'r',
      severity: 'info' as const,
      new: true,
      changedLine: true,
    },
    ...{ message: '50 %\r\n::error::forged', fix: 'Mend it.', reference: 'RFC 1' },
  };
  expect(annotations([finding], file => `sub/${file}`)).toEqual([
    '::notice file=sub/domains/a%2Cb%3Ac.yaml,line=3,col=7,title=r::50 %25%0D%0A::error::forged (RFC 1)%0A→ Mend it.',
  ]);
  const many = Array.from({ length: 30 }, () => ({ ...finding, severity: 'error' as const }));
  expect(annotations([...many, finding], file => file)).toHaveLength(11);
});
