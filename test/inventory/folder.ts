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
    return short(asData(readInventory(folder, severityOf)), `${relative(process.cwd(), folder)}/`);
  } finally {
    rmSync(folder, { recursive: true });
  }
}

/** The same with file names as the test wrote them. */
function short(result: unknown, prefix: string): ReadInventory {
  const revive = (key: string, value: unknown) => (key === 'origins' ? () => value : value);
  return JSON.parse(JSON.stringify(result).replaceAll(prefix, ''), revive);
}

/** With the origins worked out, so that it can be written as JSON. */
function asData({ inventory, findings }: ReadInventory): unknown {
  const domains = (domains: Domain[]) => domains.map(domain => ({ ...domain, origins: domain.origins() }));
  const segments = inventory?.segments.map(segment => ({ ...segment, domains: domains(segment.domains) }));
  return { inventory: inventory && { ...inventory, segments }, findings };
}

/** All domains of a clean inventory by their names. */
export function domainsOf(files: Record<string, string>): Record<string, Domain> {
  const { inventory, findings } = read(files);
  if (findings.length > 0) throw new Error(`Not clean: ${JSON.stringify(findings)}`);
  const domains = inventory?.segments.flatMap(segment => segment.domains) ?? [];
  return Object.fromEntries(domains.map(domain => [domain.domain, domain]));
}
