import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { catalogue } from '../../src/estate/rules/index.ts';

const mailyard = (...args: string[]): string =>
  execFileSync(join(import.meta.dirname, '../../bin/mailyard'), args, { encoding: 'utf8', cwd: '/' });

test('rules lists every rule with its level and clause, by sets', () => {
  const lines = mailyard('rules', '--no-color').split('\n');
  expect(lines[0]).toBe('core');
  expect(lines).toContainEqual(
    expect.stringMatching(/^ {2}spf-too-many-lookups +error +SPF takes more .* RFC 7208 §4\.6\.4$/),
  );
  expect(lines.filter(line => line.startsWith('  '))).toHaveLength(catalogue.length);
});

test('rules --json is one document for scripts', () => {
  const { version, rules } = JSON.parse(mailyard('rules', '--json'));
  expect(version).toBe(1);
  expect(rules).toHaveLength(catalogue.length);
  expect(rules.map(({ id }: { id: string }) => id)).toContain('no-mx');
  for (const rule of rules) expect(Object.keys(rule)).toEqual(['id', 'set', 'severity', 'title', 'reference']);
});
