/** The zones as they are, in the place of what the state remembers. Reads only. */
import PQueue from 'p-queue';
import type { Accounts } from '../../cloudflare/accounts.ts';
import type { LiveRecord } from '../../cloudflare/api.ts';
import { MailyardError } from '../../error.ts';
import { recordOfResource, withLiveRecord } from '../../estate/record-resources.ts';
import { ZONE_RECORDS, type ZoneRecordsInputs, zoneOfName } from '../../estate/resource.ts';
import { gatherState, isServing } from '../../plan/gather.ts';
import { type Observation, observe } from '../../provider/zone-records/observe.ts';
import type { ZoneRecordsOutputs } from '../../provider/zone-records/zone-records.ts';
import { ownerOfUrn } from '../../records/owner.ts';
import type { State, StateResource } from '../../state/state.ts';
import type { Progress } from '../terminal.ts';

export interface LiveZone {
  stack: string;
  resource: StateResource;
  /** What is live of the zone's keys; or why it could not be read, which says nothing about its records. */
  seen: Observation | { unreadable: MailyardError };
}

const AT_ONCE = 8;

/** How many zones the state has: what a zone serves later is no zone of its own. */
export const zoneCount = ({ stacks }: State): number =>
  stacks.flatMap(({ resources }) => resources.filter(each => each.type === ZONE_RECORDS && !isServing(each))).length;

/** Reads every zone of the state that is selected: one call each. A zone that cannot be read does not stop the others. */
export async function readLive(
  state: State,
  selected: (stack: string, resource: StateResource) => boolean,
  cloudflare: Accounts,
  progress: Progress,
): Promise<LiveZone[]> {
  const zones = gatherState(state).stacks.flatMap(({ stack, resources }) =>
    resources
      .filter(entry => entry.type === ZONE_RECORDS && selected(stack, entry))
      .map(resource => ({ stack, resource })),
  );
  const queue = new PQueue({ concurrency: AT_ONCE });
  const lists = new Map<string, Promise<LiveRecord[]>>();
  let done = 0;
  const live = await queue.addAll(
    zones.map(({ stack, resource }) => async () => {
      const seen = await look(resource, cloudflare, lists);
      progress.step(++done, resource.name);
      return { stack, resource, seen };
    }),
  );
  progress.end();
  return live;
}

/** Two stacks may share a zone: it is listed once. */
async function look(
  { urn, inputs, outputs }: StateResource,
  accounts: Accounts,
  lists: Map<string, Promise<LiveRecord[]>>,
): Promise<LiveZone['seen']> {
  const { zone: name, records, token } = inputs as unknown as ZoneRecordsInputs;
  const cloudflare = accounts.client(token);
  // Outside: where the zones cannot be listed, no other zone would fare better.
  const zone = await cloudflare.zone(name);
  try {
    if (!zone) throw new MailyardError('zone-not-found', `There is no zone ${name} that the token can see.`);
    const list = lists.get(zone.id) ?? cloudflare.records(zone.id);
    lists.set(zone.id, list);
    return observe(ownerOfUrn(urn), records, (outputs as unknown as ZoneRecordsOutputs).ids ?? {}, await list);
  } catch (error) {
    if (error instanceof MailyardError && !ENDS_ALL.has(error.code)) return { unreadable: error };
    throw error;
  }
}

/** With these no other zone would fare better. */
const ENDS_ALL = new Set(['token-missing', 'token-malformed', 'token-rejected', 'aborted']);

/** The state with the live records in it: what `plan --refresh` compares the estate with. */
export function stateWith(live: LiveZone[], state: State): State {
  if (live.length === 0) return state;
  const seen = new Map(live.map(({ stack, resource, seen }) => [`${stack} ${resource.name}`, seen]));
  return {
    stacks: state.stacks.map(({ stack, resources }) => ({
      stack,
      resources: resources.flatMap(each => refreshed(each, seen.get(`${stack} ${seenAs(each)}`))),
    })),
  };
}

/** What belongs to a zone is seen with it, but for the records that wait for something else of their own: `_mta-sts`. */
const seenAs = ({ type, name }: StateResource): string =>
  type === ZONE_RECORDS && !isServing({ type, name }) ? name : zoneOfName(name);

/** As a refresh would leave it: a record that is a resource of its own and is gone leaves the state. */
function refreshed(resource: StateResource, seen: LiveZone['seen'] | undefined): StateResource[] {
  if (!seen || 'unreadable' in seen) return [resource];
  const part = recordOfResource(resource);
  if (part) return withLiveRecord(resource, seen.records[part.key]);
  const { recordMode } = resource.inputs as unknown as ZoneRecordsInputs;
  if (resource.type !== ZONE_RECORDS || recordMode) return [resource];
  const own = Object.keys(resource.inputs.records as object).filter(key => key in seen.records);
  const records = Object.fromEntries(own.map(key => [key, seen.records[key]]));
  return [{ ...resource, inputs: { ...resource.inputs, records } }];
}
