/** Rules are watched, not asked: what breaks a rule is read by it. */
import { describe, expect, test } from 'vitest';
import { compileDomains } from '../../src/estate/compile.ts';
import { judgeOf } from '../../src/estate/rules/index.ts';
import type { Whole } from '../../src/estate/rules/rule.ts';
import { looksAt, looksOf } from '../../src/explain/looks.ts';
import type { Finding } from '../../src/inventory/finding.ts';
import { fixtures } from '../estate/fixtures.ts';
import { aDomain, anInventory, type DomainParts, TODAY, templates } from '../support/estate.ts';

function wholeOf(domains: DomainParts[], parts = {}) {
  const inventory = anInventory(
    domains.map(domain => aDomain(domain)),
    parts,
  );
  return compileDomains(inventory, templates(), TODAY).whole;
}

function findingsOf(whole: Whole): Finding[] {
  const judge = judgeOf(whole.inventory, 'all');
  whole.subjects.forEach(judge.domain);
  return judge.whole(whole);
}

/** They look at names, which are there without being read from a record or a setting. */
const ofNames = [
  'probe-unreachable',
  'consent-outside',
  'idn-domain',
  'lookalike-name',
  'primary-name-in-pool',
  'subdomain-own-zone',
  'zone-quota',
];
const ofValues = Object.entries(fixtures).filter(([id]) => !ofNames.includes(id));

test.each(ofValues)('%s reads something of the domain that it speaks of', (id, { fails }) => {
  const whole = wholeOf(fails.domains, fails.parts);
  for (const { domain } of findingsOf(whole).filter(({ rule, domain }) => rule === id && domain)) {
    const subject = whole.byName.get(domain ?? '');
    const look = subject && looksOf(subject, whole).find(({ rule }) => rule.id === id);
    expect([...(look?.records ?? []), ...(look?.settings ?? [])].length, domain).toBeGreaterThan(0);
  }
});

test('watching changes nothing of what the rules find', () => {
  const domains: DomainParts[] = Object.values(fixtures).flatMap(({ fails }, index) =>
    fails.domains.slice(0, 1).map(parts => ({ ...parts, domain: `d${index}.example` })),
  );
  const whole = wholeOf(domains);
  const before = JSON.stringify(findingsOf(whole));
  for (const subject of whole.subjects.slice(0, 10)) looksOf(subject, whole);
  expect(JSON.stringify(findingsOf(whole))).toBe(before);
});

describe('the rules that look at a record', () => {
  const whole = wholeOf([
    {
      mailProvider: 'google-workspace',
      values: { 'google-workspace': { dkimKey: 'v=DKIM1; k=rsa; p=MIIB' } },
      mtaSts: { mode: 'enforce', maxAge: 604_800, mx: [], policyHost: 'sts.example.net' },
      caa: { issue: ['ca.example'] },
    },
  ]);
  const [subject] = whole.subjects;
  const looking = (key: string): string[] => {
    const record = subject?.records.find(each => each.key === key);
    if (!subject || !record) throw new Error(`There is no ${key}.`);
    return looksOf(subject, whole)
      .filter(look => looksAt(look, record))
      .map(({ rule }) => rule.id);
  };

  test.each([
    ['spf', ['spf-too-many-lookups', 'spf-syntax', 'sending-ips-wide', 'ttl-low'], ['dkim-key-weak', 'mx-is-cname']],
    ['dkim-google', ['dkim-key-weak', 'dkim-key-malformed', 'dkim-ttl-high'], ['spf-too-many-lookups', 'no-mx']],
    ['mx-1', ['mx-is-address', 'mx-is-cname', 'ttl-high'], ['dkim-key-weak', 'spf-syntax', 'dkim-ttl-high']],
    ['dmarc', ['dmarc-blind', 'ttl-low'], ['mx-is-address', 'spf-too-many-lookups']],
    ['caa-issue-1', ['caa-no-authority', 'caa-shuts-out-policy-host'], ['spf-syntax']],
    ['mta-sts', ['caa-shuts-out-policy-host'], ['mx-is-address']],
  ])('%s', (key, wanted, unwanted) => {
    const rules = looking(key);
    expect(rules).toEqual(expect.arrayContaining(wanted));
    for (const rule of unwanted) expect(rules).not.toContain(rule);
  });
});
