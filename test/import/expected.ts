/** What an import's text renders, asked anew: nothing of the import's own check is believed here. */
import { expect } from 'vitest';
import { compileEstate } from '../../src/estate/compile.ts';
import { type Imported, type ImportOptions, importZones } from '../../src/import/import.ts';
import type { SourceZone } from '../../src/import/source.ts';
import { understandFolder } from '../../src/inventory/read.ts';
import { readYaml } from '../../src/inventory/yaml.ts';
import { canonical } from '../../src/records/canonical.ts';
import type { ZoneRecord } from '../../src/records/record.ts';
import { TODAY, templates } from '../support/estate.ts';

export function imported(sources: SourceZone[], options: Partial<ImportOptions> = {}): Imported {
  return importZones(sources, {
    ...{ segment: 'taken', file: 'domains/taken.yaml', folder: { segments: [], findings: [] } },
    ...{ templates: templates(), today: TODAY, mailOnly: false, ...options },
  });
}

export function renderedBy(text: string, estate?: string): Map<string, ZoneRecord[]> {
  const { inventory } = understandFolder(
    {
      ...(estate !== undefined && { estate: readYaml('estate.yaml', estate) }),
      ...{ segments: [readYaml('taken.yaml', text)], findings: [] },
    },
    'domains',
  );
  if (!inventory) throw new Error(`This reads as no inventory:\n${text}`);
  const { zones } = compileEstate(inventory, templates(), TODAY);
  return new Map(zones.map(({ zone, records }) => [zone, records.filter(({ provided }) => !provided) as ZoneRecord[]]));
}

/** Equal as sets, in the one form in which records compare. */
export function expectSame(rendered: ZoneRecord[] = [], records: ZoneRecord[]): void {
  expect(lines(rendered)).toEqual(lines(records));
}

const lines = (records: ZoneRecord[]): string[] =>
  records
    .map(record => {
      const { name, type, priority, content, ttl, proxied } = canonical(record);
      return JSON.stringify([name, type, priority ?? null, content, ttl, proxied ?? false]);
    })
    .sort();
