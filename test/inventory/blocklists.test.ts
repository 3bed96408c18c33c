/** Blocklists as data: what ships can be asked and tested, and a list that is dead or cannot be tested is never loaded in silence. */
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { load } from 'js-yaml';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import schema from '../../schema/blocklist.schema.json' with { type: 'json' };
import type { Blocklist, DeadZones } from '../../src/inventory/blocklist.ts';
import type { Finding } from '../../src/inventory/finding.ts';
import { builtInTemplates, readTemplates } from '../../src/inventory/templates.ts';
import { disk } from '../../src/inventory/tree.ts';

let dir: string;
beforeEach(() => {
  dir = mkdtempSync(join(tmpdir(), 'mailyard-blocklists-'));
});
afterEach(() => rmSync(dir, { recursive: true }));

const list = `name: acme
title: Acme's own
zone: bl.acme.example
asks: [ipv4, domain]
codes:
  - { code: 127.0.0.2, means: spam, weight: minor }
errors: []
test:
  ipv4: { listed: [127.0.0.2], clean: [127.0.0.1] }
  domain: { listed: [test], clean: [invalid] }
access: { terms: free, says: Open to us. }
delisting: { steps: [Ask Kim.] }
source: [Kim]
checked: 2026-11-22
verified: documentation
`;

function write(text: string, file = 'blocklists/acme.yaml'): void {
  mkdirSync(dirname(join(dir, file)), { recursive: true });
  writeFileSync(join(dir, file), text);
}

function allFindings(dirs: string[]): Finding[] {
  const { findings, otherFindings } = readTemplates(dirs);
  return [...findings, ...otherFindings()];
}

function findingsWith(from: string | RegExp, to: string): string[] {
  write(list.replace(from, to));
  return allFindings([dir]).map(({ line, rule, message, fix }) => `${line} ${rule} ${message} ${fix ?? ''}`);
}

const closed = load(disk.read(join(builtInTemplates, 'blocklists/dead'), 'closed.yaml')) as DeadZones;

describe('the shipped blocklists', () => {
  const { templates } = readTemplates();
  const lists = [...templates.blocklists.values()];

  test('are valid, and all that can be asked', () => {
    expect(allFindings([])).toEqual([]);
    expect(lists.map(({ name }) => name).sort()).toEqual([
      ...['abusix', 'backscatterer', 'barracuda', 'blocklist-de', 'dnswl', 'mailspike', 'nordspam', 'nordspam-dbl'],
      ...['psbl', 'sem-black', 'sem-fresh15', 'sem-ipv6', 'sem-uri', 'senderscore', 'senderscore-bl', 'spamcop'],
      ...['spamhaus-authbl', 'spamhaus-dbl', 'spamhaus-zen', 'spamhaus-zrd', 'surbl', 'uceprotect-1', 'uceprotect-2'],
      ...['uceprotect-3', 'uribl', 'virusfree', 'zerospam', 'zerospam-networks'],
    ]);
  });

  test('have one zone each', () => {
    expect(new Set(lists.map(({ zone }) => zone)).size).toBe(lists.length);
  });

  test('weigh what Spamhaus says above all else, and what neighbours did as nothing to act on', () => {
    const weights = (name: string) => templates.blocklists.get(name)?.codes?.map(({ weight }) => weight);
    expect(weights('spamhaus-zen')).toEqual(['critical', 'critical', 'critical', 'critical', 'major']);
    expect([weights('uceprotect-2'), weights('uceprotect-3'), weights('dnswl')]).toEqual([
      ['info'],
      ['info'],
      ['none', 'none'],
    ]);
  });
});

describe("a list of the user's own", () => {
  test('stands beside the shipped ones, or replaces one', () => {
    write(list);
    write(
      list.replace('name: acme', 'name: uribl').replace('test:', 'disabled: We do not link.\ntest:'),
      'blocklists/uribl.yaml',
    );
    const { templates } = readTemplates([dir]);
    expect(allFindings([dir])).toEqual([]);
    expect([templates.blocklists.get('acme')?.zone, templates.blocklists.get('uribl')?.disabled]).toEqual([
      'bl.acme.example',
      'We do not link.',
    ]);
    expect(templates.blocklists.has('surbl')).toBe(true);
  });

  test('that is broken stops whoever asks for it, unless its fault is told already; who asks for none does not read it', () => {
    write(list.replace('bl.acme.example', 'cbl.abuseat.org'));
    const { templates, findings, otherFindings } = readTemplates([dir]);
    expect(findings).toEqual([]);
    expect(() => templates.blocklists).toThrow(
      expect.objectContaining({
        code: 'template',
        message: expect.stringMatching(/acme\.yaml:3:\d+: `cbl\.abuseat\.org` must not/),
      }),
    );
    expect(templates.receivers.size).toBeGreaterThan(0);
    expect(otherFindings()).toHaveLength(1);
    expect(templates.blocklists.get('acme')?.zone).toBe('cbl.abuseat.org');
  });

  test.each(closed.zones.map(({ zone }) => zone))('is refused where it is dead: %s', zone => {
    expect(findingsWith('bl.acme.example', zone)[0]).toMatch(`3 dead-blocklist \`${zone}\` must not be asked: `);
    expect(findingsWith('bl.acme.example', `spam.${zone.toUpperCase()}`)[0]).toMatch('3 dead-blocklist');
  });

  test('is refused where it is dead, with the way out', () => {
    expect(findingsWith('bl.acme.example', 'cbl.abuseat.org')).toEqual([
      '3 dead-blocklist `cbl.abuseat.org` must not be asked: The CBL is part of Spamhaus XBL now. Ask zen.spamhaus.org in its place.',
    ]);
    expect(findingsWith('terms: free', "terms: free, key: ACME_KEY, keyedZone: '{key}.dnsbl.sorbs.net'")).toMatchObject(
      [expect.stringMatching(/^11 dead-blocklist .*emptied on 5 June 2024\. Remove the file\.$/)],
    );
  });

  test('can be dead by a file of the user', () => {
    write(
      "name: ours\ntitle: Ours\nsource: [Kim]\nchecked: 2026-11-22\nzones: [{ zone: acme.example, says: 'Kim is gone.' }]",
      'blocklists/dead/ours.yaml',
    );
    expect(findingsWith('', '')).toEqual([
      '3 dead-blocklist `bl.acme.example` must not be asked: Kim is gone. Remove the file.',
    ]);
  });

  test.each<[string, string | RegExp, string, string]>([
    ['no test of a kind', / {2}domain: .*\n/, '', '8 blocklist-test Nothing tells whether the list works for domain. '],
    [
      'a test of no kind',
      'asks: [ipv4, domain]',
      'asks: [ipv4]',
      '10 blocklist-test The list is not asked for domain.',
    ],
    ['no clean point', 'clean: [127.0.0.1]', 'clean: []', '9 '],
    ['a point of another kind', 'listed: [127.0.0.2]', "listed: ['::1']", '9 blocklist-test `::1` is no IPv4 address.'],
    ['a point that is no domain', 'listed: [test]', "listed: ['a b']", '10 blocklist-test `a b` is no domain.'],
    ['no code', '127.0.0.2, means', '192.0.2.2, means', '6 bad-value `192.0.2.2` is no answer of a blocklist.'],
    ['a range backwards', '127.0.0.2, means', '127.0.0.9-2, means', '6 bad-value `127.0.0.9-2` is no answer'],
    ['a part above 255', '127.0.0.2, means', '127.0.0.2-256, means', '6 bad-value'],
    ['no weight', 'weight: minor', 'weight: grave', '6 '],
    ['codes and bits', 'errors: []', 'errors: []\nbits: [{ bit: 4, means: x, weight: minor }]', '1 blocklist-answers'],
    ['neither', /codes:\n.*\n/, '', '1 blocklist-answers A list answers either in codes or in bits.'],
    [
      'an error bit without bits',
      'errors: []',
      'errors: [{ bit: 1, says: x }]',
      '7 blocklist-answers This list has no',
    ],
    [
      'a zone with a key, and none',
      'zone: bl.acme.example',
      "zone: '{key}.acme.example'",
      '11 blocklist-key No variable',
    ],
    [
      'a key for no zone',
      'terms: free',
      'terms: free, key: ACME_KEY',
      '11 blocklist-key No zone has a place for the key.',
    ],
    [
      'no variable',
      'terms: free',
      "terms: free, keyedZone: '{key}.x.example'",
      '11 blocklist-key No variable has the key.',
    ],
    ['another name', 'name: acme', 'name: other', '1 template-name'],
  ])('is told what is wrong: %s', (_, from, to, expected) => {
    expect(findingsWith(from, to).join('\n')).toMatch(expected);
  });
});

test('the schema and the type know the same keys', () => {
  const keys: Record<keyof Required<Blocklist>, true> = {
    ...{ name: true, title: true, zone: true, asks: true, names: true, codes: true, bits: true, errors: true },
    ...{ test: true, access: true, delisting: true, disabled: true, source: true, checked: true, verified: true },
    notes: true,
  };
  expect(Object.keys(schema.properties).sort()).toEqual(Object.keys(keys).sort());
});
