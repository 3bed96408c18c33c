/** Files against the JSON Schemas of inventories and templates, and the findings they lead to. */
import type { ErrorObject } from 'ajv';
import * as validators from '../../schema/validators.js';
import type { Finding } from './finding.ts';
import { formats, SEGMENT_NAME_LENGTH } from './formats.ts';
import { faultyPath, prune } from './prune.ts';
import { sentences } from './sentences.ts';
import type { YamlFile } from './yaml.ts';

validators.useFormats(formats);

export type FileKind =
  | ('estate' | 'segment' | 'lock' | 'faults')
  | ('provider' | 'profile' | 'warmup' | 'audience' | 'prices' | 'scale' | 'receiver' | 'blocklist' | 'deadlist');

/**
 * Checks the file's data against its schema and takes out what does not fit, so that the rest can be read by its types
 * and checked further. `file.data` is changed.
 */
export function conform(file: YamlFile, kind: FileKind): Finding[] {
  const validate = validators[kind];
  const faults = () => (validate(file.data) ? [] : relevant(validate.errors));
  const errors = faults();
  if (errors.length === 0) return [];
  const findings = sentences(errors, file);
  file.faults = errors.map(faultyPath);
  if (kind === 'segment') standInName(file, errors);
  prune(file, faults);
  return findings;
}

/** What is wrong with a value that stands in no file of the inventories. */
export const faultsOf = (kind: 'event' | 'throttle' | 'release', value: unknown): ErrorObject[] =>
  validators[kind](value) ? [] : relevant(validators[kind].errors);

/** A segment without a good name would take all its domains with it, and their findings. */
function standInName(file: YamlFile, errors: ErrorObject[]): void {
  const nameless = errors.some(error => faultyPath(error)[0] === 'segment');
  const { data } = file;
  if (nameless && typeof data === 'object' && data !== null && !Array.isArray(data)) {
    Object.assign(data, {
      segment: file.file
        .toLowerCase()
        .replace(/[^a-z0-9]+/g, '-')
        .slice(-SEGMENT_NAME_LENGTH)
        .replace(/^-/, ''),
    });
  }
}

/** One error a mistake: `if` only says that another has been found, and a wrong type is the whole story of its value. */
function relevant(errors: ErrorObject[] | null | undefined): ErrorObject[] {
  const all = (errors ?? []).filter(({ keyword }) => keyword !== 'if');
  const wrongTypes = new Set(all.filter(({ keyword }) => keyword === 'type').map(error => error.instancePath));
  return all.filter(error => error.keyword === 'type' || !wrongTypes.has(error.instancePath));
}
