/** Evidence that the rules bite: each fault put into a good estate is caught by the rule for it, and by no other. */
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { compileEstate } from '../../src/estate/compile.ts';
import { catalogue } from '../../src/estate/rules/index.ts';
import type { Finding } from '../../src/inventory/finding.ts';
import type { Inventory } from '../../src/inventory/model.ts';
import { readInventory } from '../../src/inventory/read.ts';
import { TODAY, templates } from '../support/estate.ts';
import { editorOf, type Mutation, mutations } from './mutations.ts';

const root = join(import.meta.dirname, '../..');

function read(estate: string): Inventory {
  const folder = estate === 'example' ? 'domains' : `test/golden/estates/${estate}/domains`;
  const { inventory } = readInventory(join(root, folder));
  if (!inventory) throw new Error(`${estate} cannot be read.`);
  return inventory;
}

const known = new Map<string, { inventory: Inventory; found: Set<string> }>();

function baseOf(estate: string): { inventory: Inventory; found: Set<string> } {
  let base = known.get(estate);
  if (!base) {
    const inventory = read(estate);
    base = { inventory, found: new Set(findings(inventory).map(textOf)) };
    known.set(estate, base);
  }
  return base;
}

/** Settings of its own for every domain, so that a fault stays where it is put. */
function copyOf(inventory: Inventory): Inventory {
  const segments = inventory.segments.map(segment => ({
    ...segment,
    domains: segment.domains.map(domain => ({ ...domain, settings: structuredClone(domain.settings) })),
  }));
  return { ...structuredClone({ ...inventory, segments: [] }), segments };
}

const findings = (inventory: Inventory, known = templates()): Finding[] =>
  compileEstate(inventory, known, TODAY).findings;

const textOf = ({ rule, severity, domain, message }: Finding): string => [rule, severity, domain, message].join(' ');

/** What is found of the estate with its fault, and was not found without. */
function news({ estate, mutate }: Mutation): Finding[] {
  const { inventory, found } = baseOf(estate);
  const copy = copyOf(inventory);
  const known = { ...templates() };
  mutate(editorOf(copy, known));
  return findings(copy, known).filter(finding => !found.has(textOf(finding)));
}

test.each(['example', '001-short-form', '002-all-settings', '005-leaving'])('%s is a good estate', estate => {
  expect(findings(read(estate)).filter(({ severity }) => severity !== 'info')).toEqual([]);
});

test('there are a hundred mutations and more, no two alike, and every rule catches one', () => {
  expect(mutations.length).toBeGreaterThanOrEqual(100);
  expect(new Set(mutations.map(({ rule, name }) => `${rule} ${name}`)).size).toBe(mutations.length);
  expect([...new Set(mutations.map(({ rule }) => rule))].sort()).toEqual(catalogue.map(({ id }) => id).sort());
});

describe('a fault is caught by its rule and by no other', () => {
  test.each(mutations.map(mutation => [mutation.rule, mutation.name, mutation] as const))(
    '%s: %s',
    (rule, _, mutation) => {
      const found = news(mutation);
      const loud = new Set(found.filter(({ severity }) => severity !== 'info').map(finding => finding.rule));
      expect(found.map(finding => finding.rule)).toContain(rule);
      expect([...loud].filter(other => other !== rule)).toEqual([]);
    },
  );
});
