/** What the estate's own compiler makes of a segment file that is still being written. */
import { compileEstate } from '../estate/compile.ts';
import type { Estate } from '../estate/estate.ts';
import type { Depth } from '../estate/rules/index.ts';
import type { Folder } from '../inventory/files.ts';
import type { Inventory } from '../inventory/model.ts';
import { understandFolder } from '../inventory/read.ts';
import type { Templates } from '../inventory/template.ts';
import { readYaml } from '../inventory/yaml.ts';
import type { EstateRecord } from '../records/record.ts';
import type { DomainEntry } from './recognise.ts';

export interface Surroundings {
  segment: string;
  /** Where the text will be: findings name it. */
  file: string;
  /** The inventories that are there already, without `file`. */
  folder: Folder;
  templates: Templates;
  /** ISO date. */
  today: string;
}

/** JSON is YAML: what is not yet to be read by people need not look well. */
export function render(domains: DomainEntry[], around: Surroundings): Estate {
  return renderText(JSON.stringify({ segment: around.segment, domains }), around, 'errors');
}

export function renderText(text: string, { file, folder, templates, today }: Surroundings, depth: Depth): Estate {
  const segments = [...folder.segments, readYaml(file, text)];
  const { inventory, findings } = understandFolder({ ...folder, segments, findings: [] }, file);
  const estate = compileEstate(inventory ?? nothing, templates, today, depth);
  return { ...estate, findings: [...findings, ...estate.findings] };
}

const nothing: Inventory = { contacts: { consent: 'each' }, identities: [], segments: [], spfLock: {} };

/** Whichever segments they come from: a zone is compared whole. */
export function byZone({ zones }: Estate): Map<string, EstateRecord[]> {
  const groups = Map.groupBy(zones, ({ zone }) => zone);
  return new Map([...groups].map(([zone, parts]) => [zone, parts.flatMap(({ records }) => records)]));
}
