/** Whether a resource's inputs say another thing than the state's, for every type. */
import { isDeepStrictEqual } from 'node:util';
import { replaceReferences, valueIn, written } from '../estate/references.ts';
import { MAILBOX, ZONE_RECORDS, type ZoneRecordsInputs } from '../estate/resource.ts';
import { zoneDiffers } from './diff.ts';

type Properties = Record<string, unknown>;

export function differs(type: string, old: Properties, wanted: Properties): boolean {
  if (type === ZONE_RECORDS)
    return zoneDiffers(old as unknown as ZoneRecordsInputs, wanted as unknown as ZoneRecordsInputs);
  const names = differingProperties(old, wanted);
  // How a mailbox may be made is nothing to one that is there.
  return (type === MAILBOX ? names.filter(name => name !== 'adopt') : names).length > 0;
}

/** Top-level properties in which they differ. What plugins keep for themselves in the inputs (`__defaults`) is nobody's wish. */
export function differingProperties(old: Properties = {}, wanted: Properties = {}): string[] {
  const names = [...new Set([...Object.keys(old), ...Object.keys(wanted)])];
  return names.filter(name => !name.startsWith('__') && !isDeepStrictEqual(old[name], wanted[name])).sort();
}

/** The inputs as far as the state knows them: references that it cannot answer stay references. */
export function knownInputs(inputs: Properties, outputsOf: (name: string) => Properties | undefined): Properties {
  return replaceReferences(inputs, each => valueIn(each, outputsOf(each.name)?.[each.output]) ?? written(each));
}
