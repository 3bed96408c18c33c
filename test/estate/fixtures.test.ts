/** Each rule on the least that breaks it, and on the like that does not. */
import { describe, expect, test } from 'vitest';
import { catalogue, severityOf } from '../../src/estate/rules/index.ts';
import type { Finding } from '../../src/inventory/finding.ts';
import { aDomain, anEstate } from '../support/estate.ts';
import { type Fixture, fixtures, segmentFixtures } from './fixtures.ts';

const findings = ({ domains, parts }: Fixture): Finding[] =>
  anEstate(
    domains.map(domain => aDomain(domain)),
    parts,
  ).findings;

test('every rule has a fixture, and every fixture a rule', () => {
  expect(Object.keys(fixtures).sort()).toEqual(catalogue.map(({ id }) => id).sort());
});

describe.each(Object.entries(fixtures))('%s', (id, { fails, passes }) => {
  test('is found, at its own level', () => {
    const found = findings(fails).filter(({ rule }) => rule === id);
    expect(found.length, JSON.stringify(findings(fails).map(({ rule }) => rule))).toBeGreaterThan(0);
    expect(new Set(found.map(({ severity }) => severity))).toEqual(new Set([severityOf(id)]));
  });

  test('is not found where nothing is wrong', () => {
    expect(findings(passes).filter(({ rule }) => rule === id)).toEqual([]);
  });

  test('can be switched off, unless what it finds can never work', () => {
    const quiet = fails.domains.map(domain => ({
      ...domain,
      rules: { ...domain.rules, [id]: { level: 'off' as const } },
    }));
    const { fixed = false } = catalogue.find(rule => rule.id === id) ?? {};
    expect(findings({ ...fails, domains: quiet }).some(({ rule }) => rule === id)).toBe(fixed);
  });
});

test.each(Object.entries(segmentFixtures))('%s is found at a segment too', (id, fixture) => {
  expect(findings(fixture)).toMatchObject([{ rule: id, line: 1, severity: 'error' }]);
});
