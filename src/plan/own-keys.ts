/**
 * DKIM records of senders whose keys Mailyard makes (`dkim.signers`), or that SES signs with keys of one's own already: which keys
 * stand in DNS their rotation says, and what the template would have there is history. Pure.
 */
import { EMAIL_IDENTITY } from '../estate/aws-types.ts';
import type { EstateZone } from '../estate/estate.ts';
import { referencedNames } from '../estate/references.ts';
import { isZoneRecords, type Resource, type ZoneRecordsInputs } from '../estate/resource.ts';
import type { StackState, StateResource } from '../state/state.ts';

/**
 * What the state has of them stays as it is: mail that is on its way needs it, and the sender may sign with it until the first
 * rotation has ended. Where the state has none, none are made, unless a resource that is yet to be made gives the first key, with
 * which the sender signs from then on. `stack`: with all records in their zones.
 */
export function withOwnKeys(list: Resource[], stack: StackState | undefined, zones: readonly EstateZone[]): Resource[] {
  const resources = stack?.resources ?? [];
  const external = new Set(resources.filter(signsWithOwnKey).map(({ name }) => name));
  const handed = new Map(zones.map(({ zone, handedKeys }) => [zone, handedKeys]));
  if (external.size === 0 && zones.every(({ handedKeys }) => handedKeys.length === 0)) return list;
  const before = new Map(resources.map(({ name, inputs }) => [name, inputs as Partial<ZoneRecordsInputs>]));
  for (const { inputs } of list.filter(isZoneRecords)) {
    const old = before.get(inputs.zone)?.records ?? {};
    const keys = new Set(handed.get(inputs.zone));
    for (const [key, record] of Object.entries(inputs.records)) {
      const sources = referencedNames(record);
      const isNew = sources.length > 0 && !sources.some(name => before.has(name));
      if (!sources.some(name => external.has(name)) && (!keys.has(key) || (isNew && !old[key]))) continue;
      if (old[key]) inputs.records[key] = old[key];
      else delete inputs.records[key];
    }
    // Of a value that nobody has pasted any more there is no record, and the one that stands there stays too.
    for (const key of keys) if (old[key] && isMain(inputs)) inputs.records[key] ??= old[key];
  }
  return list;
}

/** Not what a zone serves later. */
const isMain = ({ domains }: ZoneRecordsInputs): boolean => Object.keys(domains).length > 0;

function signsWithOwnKey({ type, outputs }: StateResource): boolean {
  const { signingAttributesOrigin: origin } = (outputs.dkimSigningAttributes ?? {}) as {
    signingAttributesOrigin?: string;
  };
  return type === EMAIL_IDENTITY && origin === 'EXTERNAL';
}
