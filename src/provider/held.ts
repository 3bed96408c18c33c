/** Resource types that do what a locked plan says, and nothing else: so a plain `pulumi up` under MAILYARD_PLAN is held too. */
import { zoneOfName } from '../estate/resource.ts';
import { type Asked, unplanned } from '../plan/held.ts';
import type { LockedPlan, LockedResource } from '../plan/locked.ts';
import { resourceWords } from '../plan/resource-words.ts';
import { makeUrn, parseUrn } from '../state/urn.ts';
import { RecordsRefused, type ResourceType } from './provider.ts';

/**
 * `plan` is asked at the first change, and once. Previews are held as updates are; of a delete Pulumi's preview says nothing to
 * a provider, so it is refused when it is tried (3.260). Reading and refreshing change nothing and stay free.
 */
export function heldTo(plan: () => LockedPlan, types: ResourceType[]): ResourceType[] {
  let planned: Map<string, LockedResource> | undefined;
  const hold = (given: string, asked: Omit<Asked, 'type'>) => {
    const resource = parseUrn(given) ?? { stack: '', project: '', type: '', name: given };
    planned ??= byUrn(plan());
    const reason = unplanned(planned.get(makeUrn(resource)), { type: resource.type, ...asked });
    if (reason) throw refusal(resource, reason);
  };
  return types.map(type => ({
    ...type,
    create: async request => {
      hold(request.urn, { new: request.inputs });
      return type.create(request);
    },
    update: async request => {
      hold(request.urn, { old: request.oldInputs, new: request.inputs });
      return type.update(request);
    },
    delete: async request => {
      hold(request.urn, { old: request.inputs });
      return type.delete(request);
    },
  }));
}

const byUrn = ({ project, resources }: LockedPlan): Map<string, LockedResource> =>
  new Map(resources.map(each => [makeUrn({ stack: each.segment, project, type: each.type, name: each.name }), each]));

const MOST_RECORDS = 5;

function refusal(
  { stack, type, name }: { stack: string; type: string; name: string },
  { message, records }: NonNullable<ReturnType<typeof unplanned>>,
): RecordsRefused {
  const more = records.length > MOST_RECORDS ? [`… and ${records.length - MOST_RECORDS} more`] : [];
  const lines = [
    `${name === zoneOfName(name) ? name : resourceWords(type, name)} (${stack}) was not written: what is asked is not what was planned. ${message}.`,
    ...records.slice(0, MOST_RECORDS).map(({ message }) => message),
    ...more,
  ];
  return new RecordsRefused('not-planned', lines.join('\n  '), {
    records,
    fix: 'Look at the new plan, and save it with `mailyard plan --out FILE` where it is to be held.',
  });
}
