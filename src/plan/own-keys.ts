/** Domains that SES signs with keys of one's own (BYODKIM): a rotation has set them, and the tokens of Easy DKIM are gone. Pure. */
import { EMAIL_IDENTITY } from '../estate/aws-types.ts';
import { referencedNames } from '../estate/references.ts';
import { isZoneRecords, type Resource, type ZoneRecordsInputs } from '../estate/resource.ts';
import type { StackState, StateResource } from '../state/state.ts';

/**
 * Their Easy DKIM records stay as the state has them: mail that is on its way needs them, and what SES now calls tokens is the
 * selector of the other key. Where the state has none, none are made. `stack`: with all records in their zones.
 */
export function withOwnKeys(list: Resource[], stack: StackState | undefined): Resource[] {
  const resources = stack?.resources ?? [];
  const own = new Set(resources.filter(signsWithOwnKey).map(({ name }) => name));
  if (own.size === 0) return list;
  const before = new Map(resources.map(({ name, inputs }) => [name, inputs as Partial<ZoneRecordsInputs>]));
  for (const { inputs } of list.filter(isZoneRecords)) {
    const old = before.get(inputs.zone)?.records ?? {};
    for (const [key, record] of Object.entries(inputs.records)) {
      if (!referencedNames(record).some(name => own.has(name))) continue;
      if (old[key]) inputs.records[key] = old[key];
      else delete inputs.records[key];
    }
  }
  return list;
}

function signsWithOwnKey({ type, outputs }: StateResource): boolean {
  const { signingAttributesOrigin: origin } = (outputs.dkimSigningAttributes ?? {}) as {
    signingAttributesOrigin?: string;
  };
  return type === EMAIL_IDENTITY && origin === 'EXTERNAL';
}
