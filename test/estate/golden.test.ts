/** Whole estates and what becomes of them. `UPDATE_GOLDEN=1 npx vitest run test/estate` writes them anew: read the diff. */
import { copyFileSync, existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';
import { compileEstate } from '../../src/estate/compile.ts';
import type { Estate, EstateZone } from '../../src/estate/estate.ts';
import type { Finding } from '../../src/inventory/finding.ts';
import { readInventory } from '../../src/inventory/read.ts';
import type { EstateRecord } from '../../src/records/record.ts';
import { TODAY, templates } from '../support/estate.ts';
import { bindLine } from '../support/records.ts';
import { listsOf } from '../support/state.ts';

const folder = fileURLToPath(new URL('../golden/estates/', import.meta.url));

function compile(name: string): Estate {
  const { inventory, findings } = readInventory(join(folder, name, 'domains'));
  if (!inventory) throw new Error(`${name} reads as no inventory: ${findings.map(({ message }) => message)}`);
  const estate = compileEstate(inventory, templates(), TODAY);
  return { ...estate, findings: [...findings, ...estate.findings] };
}

const zoneFiles = ({ zones }: Estate): string => zones.map(zoneFile).join('\n');

function zoneFile({ zone, segment, domains, records, released }: EstateZone): string {
  const phases = Object.entries(domains).map(([domain, phase]) => `${domain} ${phase}`);
  const head = [`; ${zone} in ${segment}: ${phases.join(', ')}`];
  if (released.length > 0) head.push(`; free to go: ${released.join(' ')}`);
  return [...head, ...records.map(line).sort(), ''].join('\n');
}

function line(record: EstateRecord): string {
  const { key, provided } = record;
  if (!provided) return `${bindLine(record)} ; ${key}`;
  return `; ${key} waits for ${provided.values.join(' and ')} of ${provided.provider}: ${record.type} at ${record.name}`;
}

function findingText({ file, line, column, severity, rule, message, fix, reference }: Finding, home: string): string {
  const place = `${relative(join(folder, home), file)}:${line}:${column}`;
  const told = message.replaceAll(`${relative('', join(folder, home))}/`, '');
  return [`${place} ${severity} ${rule}`, told, fix && `Fix: ${fix}`, reference].filter(Boolean).join('\n  ');
}

/** Compares with the file beside the inventory, or writes it where asked to. */
function expectGolden(path: string, text: string): void {
  if (process.env.UPDATE_GOLDEN === '1') writeFileSync(path, text);
  expect(existsSync(path), `${path} is missing: run with UPDATE_GOLDEN=1`).toBe(true);
  expect(text).toBe(readFileSync(path, 'utf8'));
}

describe('golden estates', () => {
  test.each(readdirSync(folder).sort())('%s', name => {
    const estate = compile(name);
    expectGolden(join(folder, name, 'records.zone'), zoneFiles(estate));
    const findings = estate.findings.map(finding => findingText(finding, name));
    expectGolden(join(folder, name, 'findings.txt'), findings.map(text => `${text}\n`).join(''));
    expect(JSON.stringify(compile(name))).toBe(JSON.stringify(estate));
  });
});

test('the names of the files do not matter', () => {
  const read = (rename: (file: string) => string) => {
    const dir = mkdtempSync(join(tmpdir(), 'mailyard-estate-'));
    const source = join(folder, '007-conflicts', 'domains');
    for (const file of readdirSync(source)) copyFileSync(join(source, file), join(dir, rename(file)));
    const { inventory } = readInventory(dir);
    rmSync(dir, { recursive: true });
    if (!inventory) throw new Error('The copy reads as no inventory.');
    return [...listsOf(compileEstate(inventory, templates(), TODAY))];
  };
  const swapped: Record<string, string> = { 'primary.yaml': 'z.yaml', 'transactional.yaml': 'a.yaml' };
  const lists = read(file => file);
  expect(lists.map(([segment]) => segment)).toEqual(['primary', 'transactional']);
  expect(read(file => swapped[file] ?? file)).toEqual(lists);
});
