import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { readOctodns } from '../../src/import/octodns.ts';

function folderOf(files: Record<string, string>): string {
  const folder = mkdtempSync(join(tmpdir(), 'mailyard-octodns-'));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  for (const [name, text] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, name)), { recursive: true });
    writeFileSync(join(folder, name), text);
  }
  return folder;
}

test('values and lists of values, with defaults, Cloudflare settings and escapes', () => {
  const folder = folderOf({
    'production.yaml': 'providers: {}',
    'acme.example.yaml': `---
? ''
: - type: MX
    values:
      - { exchange: mx1.other.example., preference: 10 }
      - { value: mx2.other.example., priority: 20 }
  - type: ALIAS
    value: web.other.example.
    octodns: { cloudflare: { proxied: true } }
  - type: TXT
    ttl: 600
    values: ['v=DMARC1\\; p=none', '"chunk one, " "two\\059"']
  - type: CAA
    value: { flags: 0, tag: issue, value: ca.example }
www:
  type: A
  values: [192.0.2.1, 192.0.2.2]
  octodns: { cloudflare: { auto-ttl: true } }
sub:
  ttl: 300
  type: NS
  values: [ns1.other.example., ns2.other.example.]
`,
  });
  const [zone, ...more] = readOctodns(folder);
  expect(more).toEqual([]);
  expect(zone?.records).toEqual([
    { name: 'acme.example', type: 'MX', content: 'mx1.other.example', priority: 10, ttl: 3600 },
    { name: 'acme.example', type: 'MX', content: 'mx2.other.example', priority: 20, ttl: 3600 },
    { name: 'acme.example', type: 'CNAME', content: 'web.other.example', ttl: 1, proxied: true },
    { name: 'acme.example', type: 'TXT', content: 'v=DMARC1; p=none', ttl: 600 },
    { name: 'acme.example', type: 'TXT', content: 'chunk one, two;', ttl: 600 },
    { name: 'acme.example', type: 'CAA', content: '0 issue "ca.example"', ttl: 3600 },
    { name: 'www.acme.example', type: 'A', content: '192.0.2.1', ttl: 1 },
    { name: 'www.acme.example', type: 'A', content: '192.0.2.2', ttl: 1 },
    { name: 'sub.acme.example', type: 'NS', content: 'ns1.other.example', ttl: 300 },
    { name: 'sub.acme.example', type: 'NS', content: 'ns2.other.example', ttl: 300 },
  ]);
});

test('a folder a zone: its own file for the apex, one for each name', () => {
  const folder = folderOf({
    'acme.example./$acme.example.yaml': "'': { type: A, value: 192.0.2.1 }",
    'acme.example./www.yaml': 'www: { type: A, value: 192.0.2.2 }',
    'b.example.yaml': 'www: { type: A, value: 192.0.2.3 }',
  });
  const zones = readOctodns(folder).map(({ zone, records }) => [zone, ...records.map(({ name }) => name)]);
  expect(zones).toEqual([
    ['acme.example', 'acme.example', 'www.acme.example'],
    ['b.example', 'www.b.example'],
  ]);
});

test('what has no place in a record is kept with its reason', () => {
  const folder = folderOf({
    'acme.example.yaml': `
a: { type: A, value: 192.0.2.1, geo: { EU: [192.0.2.2] } }
b: { type: A, value: 192.0.2.3, octodns: { ignored: true } }
c: { type: DNAME, value: other.example. }
d: { type: URLFWD, values: [{ code: 301, path: /, target: 'https://acme.example' }] }
`,
  });
  const [zone] = readOctodns(folder);
  expect(zone?.records.map(({ name }) => name)).toEqual(['a.acme.example']);
  expect(zone?.kept.map(({ reason }) => reason)).toEqual([
    'its `geo` or `dynamic` rules have no place in a record',
    'octoDNS was told to ignore it',
    'Cloudflare takes no DNAME records',
    "no reader knows the fields of octoDNS's URLFWD",
  ]);
});

test('broken files say where', () => {
  const refused = (text: string) => () => readOctodns(folderOf({ 'acme.example.yaml': text }));
  expect(refused('www: { type: A\n')).toThrow(/acme\.example\.yaml:\d+:\d+: /);
  expect(refused('a: { type: A, value: 192.0.2.1 }\nwww: { value: 192.0.2.1 }')).toThrow(
    /acme\.example\.yaml:2:1: the record `www` has no `type`/,
  );
  expect(refused('www: { type: A }')).toThrow(/:1:1: the record `www` has no value/);
  expect(refused('- a')).toThrow('a zone is a map of names');
  expect(() => readOctodns(folderOf({ 'config.yaml': '{}' }))).toThrow('holds no zone');
  expect(() => readOctodns('/nowhere/at/all')).toThrow('cannot be read');
});
