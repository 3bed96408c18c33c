/** Writes inventory files to a folder of their own and reads them. */
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, relative } from 'node:path';
import type { Severity } from '../../src/inventory/finding.ts';
import type { Domain } from '../../src/inventory/model.ts';
import { type ReadInventory, readInventory } from '../../src/inventory/read.ts';

export const estateYaml = `
organization: Acme
identities:
  - { user: alex.reed, name: Alex Reed }
  - { user: sam.lopez, name: Sam Lopez }
`;

export function read(files: Record<string, string>, severityOf?: (rule: string) => Severity): ReadInventory {
  const folder = mkdtempSync(join(tmpdir(), 'mailyard-inventory-'));
  try {
    for (const [name, text] of Object.entries(files)) {
      mkdirSync(dirname(join(folder, name)), { recursive: true });
      writeFileSync(join(folder, name), text);
    }
    return short(readInventory(folder, severityOf), `${relative(process.cwd(), folder)}/`);
  } finally {
    rmSync(folder, { recursive: true });
  }
}

/** The same with file names as the test wrote them. */
function short(result: ReadInventory, prefix: string): ReadInventory {
  return JSON.parse(JSON.stringify(result).replaceAll(prefix, ''));
}

/** All domains of a clean inventory by their names. */
export function domainsOf(files: Record<string, string>): Record<string, Domain> {
  const { inventory, findings } = read(files);
  if (findings.length > 0) throw new Error(`Not clean: ${JSON.stringify(findings)}`);
  const domains = inventory?.segments.flatMap(segment => segment.domains) ?? [];
  return Object.fromEntries(domains.map(domain => [domain.domain, domain]));
}
