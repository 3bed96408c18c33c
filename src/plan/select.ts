/** `--segment` and `--domain` choose among the actions of a finished plan; the estate stays whole. */
import { matchesGlob } from 'node:path';
import type { ZoneRecordsInputs } from '../estate/resource.ts';
import type { Step } from './steps.ts';

/** Empty lists select everything. Domain globs match a zone by any domain it serves or served. */
export interface Selection {
  segments: string[];
  domains: string[];
}

export function selects(selection: Selection, step: Pick<Step, 'segment' | 'name' | 'old' | 'new'>): boolean {
  const { segments, domains } = selection;
  if (segments.length > 0 && !segments.includes(step.segment)) return false;
  return (
    domains.length === 0 || servedBy(step).some(domain => domains.some(glob => matchesGlob(domain, glob.toLowerCase())))
  );
}

function servedBy({ name, old, new: wanted }: Pick<Step, 'name' | 'old' | 'new'>): string[] {
  const served = [old, wanted].flatMap(inputs => Object.keys((inputs as ZoneRecordsInputs | undefined)?.domains ?? {}));
  return [name, ...served];
}
