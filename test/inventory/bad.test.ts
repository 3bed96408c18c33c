/**
 * Each file or folder of `bad/` holds mistakes and, in comments that begin with `#>`, what is said about them, in order:
 * `#> line:column rule: message → fix`, with `file:` before the line where the place is in another file.
 */
import { cpSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, relative } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import type { Finding } from '../../src/inventory/finding.ts';
import { readInventory } from '../../src/inventory/read.ts';

const bad = join(import.meta.dirname, 'bad');
const scratch = mkdtempSync(join(tmpdir(), 'mailyard-bad-'));
afterAll(() => rmSync(scratch, { recursive: true }));

describe('says what is wrong, where, and the way out:', () => {
  for (const name of readdirSync(bad).filter(entry => entry.startsWith('bad-'))) {
    test(name, () => {
      const folder = asFolder(name);
      const said = readInventory(folder).findings.map(finding => asLine(finding, folder));
      expect(said.toSorted()).toEqual(expected(folder).toSorted());
      expect(said.length).toBeGreaterThan(0);
    });
  }
});

/** One file is a segment beside the estate that all of them share. */
function asFolder(name: string): string {
  const source = join(bad, name);
  if (statSync(source).isDirectory()) return source;
  const folder = join(scratch, name.replace('.yaml', ''));
  cpSync(join(bad, 'estate.yaml'), join(folder, 'estate.yaml'));
  cpSync(source, join(folder, name));
  return folder;
}

function asLine({ file, line, column, rule, message, fix }: Finding, folder: string): string {
  const inFolder = `${relative(process.cwd(), folder)}/`;
  const text = `${file}:${line}:${column} ${rule}: ${message}${fix ? ` → ${fix}` : ''}`;
  return text.replaceAll(inFolder, '');
}

function expected(folder: string): string[] {
  const files = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter(name => name.endsWith('.yaml'));
  return files.flatMap(name => {
    const lines = readFileSync(join(folder, name), 'utf8').matchAll(/^#> (.*)$/gm);
    return [...lines].map(([, text = '']) => (/^\d/.test(text) ? `${name}:${text}` : text));
  });
}
