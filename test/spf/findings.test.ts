import { describe, expect, test } from 'vitest';
import { octetsOf, type SpfFinding, spfFindings } from '../../src/spf/findings.ts';
import { liveFacts } from '../../src/spf/live-facts.ts';
import { pricedTree, spfTree } from '../../src/spf/tree.ts';
import { resolverFor, type Zone } from './zone.ts';

async function findings(record: string | string[], zone: Zone = {}): Promise<SpfFinding[]> {
  const { resolve } = resolverFor({ 'acme.example TXT': [record].flat(), ...zone });
  return spfFindings(spfTree('acme.example', await liveFacts('acme.example', resolve)));
}

const rules = (found: SpfFinding[]) => found.map(({ severity, rule }) => `${severity} ${rule}`);

/** Names that are there, with addresses and mail hosts. */
const there: Zone = {
  'b.example A': ['192.0.2.1'],
  'b.example MX': ['b.example'],
  'b.example TXT': ['v=spf1 ip4:192.0.2.0/24 -all'],
  'acme.example A': ['192.0.2.1'],
  'acme.example MX': ['b.example'],
};

test.each([
  'v=spf1 -all',
  'v=spf1 a mx include:b.example ip4:192.0.2.0/24 ip6:2001:db8::/32 ~all',
  'v=spf1 redirect=b.example',
  'v=spf1 -all exp=b.example x=y',
  'v=spf1 ip4:192.0.2.0/25 ip4:192.0.2.128/25 ip4:192.0.0.0/16 -all',
])('nothing is wrong with %s', async record => {
  expect(await findings(record, there)).toEqual([]);
});

describe('each finding', () => {
  test.each([
    [['error spf-missing'], 'some text'],
    [['error spf-several'], ['v=spf1 -all', 'v=spf1 ~all']],
    [['error spf-syntax', 'error spf-syntax'], 'v=spf1 ip4:x a:y -all'],
    [
      ['error spf-too-many-lookups'],
      `v=spf1 ${Array.from({ length: 11 }, (_, at) => `a:b.example/${at + 10}`).join(' ')} -all`,
    ],
    [
      ['warning spf-near-limit'],
      `v=spf1 ${Array.from({ length: 8 }, (_, at) => `a:b.example/${at + 10}`).join(' ')} -all`,
    ],
    [
      ['error spf-too-many-void', ...Array(3).fill('warning spf-void')],
      'v=spf1 a:x.example mx:x.example exists:x.example -all',
    ],
    [['warning spf-void'], 'v=spf1 a:x.example -all'],
    [['error spf-loop'], 'v=spf1 include:acme.example -all'],
    [['error spf-target-none'], 'v=spf1 include:x.example -all'],
    [['error spf-target-none'], 'v=spf1 redirect=x.example'],
    [['error spf-pass-all'], 'v=spf1 +all'],
    [['warning spf-neutral-all'], 'v=spf1 ?all'],
    [['warning spf-no-all'], 'v=spf1 ip4:192.0.2.1'],
    [['warning spf-unused'], 'v=spf1 -all ip4:192.0.2.1'],
    [['warning spf-unused'], 'v=spf1 redirect=b.example -all'],
    [['warning spf-ptr'], 'v=spf1 ptr -all'],
    [['warning spf-ptr'], 'v=spf1 exists:%{p}.b.example -all'],
    [['info spf-sender-macro'], 'v=spf1 exists:%{l}.b.example -all'],
    [['warning spf-ignored'], 'v=spf1 include=b.example -all'],
    [['warning spf-repeated'], 'v=spf1 a:b.example A:B.example -all'],
    [['warning spf-repeated'], 'v=spf1 ip4:192.0.2.0/24 ip4:192.0.2.7 -all'],
    [['warning spf-wide'], 'v=spf1 ip4:192.0.0.0/15 -all'],
    [['warning spf-wide'], 'v=spf1 ip6:2001::/16 -all'],
    [['warning spf-long'], ['v=spf1 -all', 'x'.repeat(430)]],
  ])('%j is the only one of its record', async (expected, record) => {
    expect(rules(await findings(record, there))).toEqual(expected);
  });

  test('is given for included records where receivers fail by it, but no advice on other people’s policies', async () => {
    const zone: Zone = {
      ...there,
      'c.example TXT': ['v=spf1 include:d.example ptr ?all'],
      'd.example TXT': ['v=spf1 ip4:x'],
    };
    const found = await findings('v=spf1 include:c.example -all', zone);
    expect(rules(found)).toEqual(['error spf-syntax']);
    expect(found[0]).toMatchObject({ domain: 'd.example', reference: 'RFC 7208 §5.6' });
  });

  test('is given for the record that a redirect leads to, which is the policy', async () => {
    const zone: Zone = { 'c.example TXT': ['v=spf1 ip4:192.0.2.1'] };
    expect(rules(await findings('v=spf1 redirect=c.example', zone))).toEqual(['warning spf-no-all']);
  });

  test('comes once, however often its record is included', async () => {
    const zone: Zone = { 'c.example TXT': ['v=spf1 include:d.example'], 'd.example TXT': ['v=spf1 ip4:x'] };
    expect(rules(await findings('v=spf1 include:c.example include:d.example -all', zone))).toEqual([
      'error spf-syntax',
    ]);
  });

  test('on an MX with too many hosts', async () => {
    const zone: Zone = { 'c.example MX': Array.from({ length: 11 }, (_, at) => `h${at}.example`) };
    expect(rules(await findings('v=spf1 mx:c.example -all', zone))).toEqual(['error spf-mx-hosts']);
  });

  test('says unknown where nobody answered, and not that something is missing', async () => {
    const zone: Zone = { 'c.example TXT': 'failed', 'd.example A': 'failed' };
    const found = await findings('v=spf1 include:c.example a:d.example -all', zone);
    expect(rules(found)).toEqual(['warning spf-unknown', 'warning spf-unknown']);
    expect(found.map(({ message }) => message).join()).not.toMatch(/has no|not there/);
  });
});

test('the length counts the name and every text at it; offline, the record alone', async () => {
  const { resolve } = resolverFor({ 'acme.example TXT': ['v=spf1 -all', 'grüße'] });
  expect(octetsOf(spfTree('acme.example', await liveFacts('acme.example', resolve)))).toBe(12 + 11 + 7);
  expect(octetsOf(pricedTree('acme.example', 'v=spf1 -all', new Map()))).toBe(12 + 11);
});
