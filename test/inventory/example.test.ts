/** The estate that the repository ships is what newcomers read first: it has to be whole and clean. */
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { compileEstate } from '../../src/estate/compile.ts';
import { readInventory } from '../../src/inventory/read.ts';
import { readTemplates } from '../../src/inventory/templates.ts';

const { inventory, findings } = readInventory(join(import.meta.dirname, '../../domains'));
if (!inventory) throw new Error('The example estate cannot be read.');
const estate = compileEstate(inventory, readTemplates().templates, '2026-11-22');

test('the example estate has nothing wrong with it', () => {
  expect(findings).toEqual([]);
  expect(estate.findings.filter(({ severity }) => severity !== 'info')).toEqual([]);
});

test('it has five segments, and its two pools have five domains and fifteen mailboxes each', () => {
  expect(inventory.segments.map(({ segment, domains }) => [segment, domains.length])).toEqual([
    ['monitoring', 1],
    ['pool-a', 5],
    ['pool-b', 5],
    ['primary', 3],
    ['transactional', 3],
  ]);
  const mailboxes = (segment: string) =>
    estate.domains.filter(domain => domain.segment === segment).flatMap(domain => domain.mailboxes());
  expect([mailboxes('pool-a').length, mailboxes('pool-b').length]).toEqual([15, 15]);
});

test('it waits for values of at most two domains', () => {
  const waiting = estate.zones.flatMap(({ records }) => records.filter(({ provided }) => provided));
  const domains = new Set(waiting.map(({ domain }) => domain));
  expect([...domains]).toEqual(['acme-alerts.example']);
});
