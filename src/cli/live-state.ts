/** The zones as they are, in the place of what the state remembers. Reads only. */
import PQueue from 'p-queue';
import type { CloudflareDns, LiveRecord } from '../cloudflare/api.ts';
import { MailyardError } from '../error.ts';
import { ZONE_RECORDS, type ZoneRecordsInputs } from '../estate/resource.ts';
import { type Observation, observe } from '../provider/zone-records/observe.ts';
import { ownerOfUrn } from '../provider/zone-records/owner.ts';
import type { ZoneRecordsOutputs } from '../provider/zone-records/zone-records.ts';
import type { State, StateResource } from '../state/state.ts';
import type { Progress } from './terminal.ts';

export interface LiveZone {
  stack: string;
  resource: StateResource;
  /** What is live of the zone's keys; or why it could not be read, which says nothing about its records. */
  seen: Observation | { unreadable: MailyardError };
}

const AT_ONCE = 8;

/** Reads every zone of the state that is selected: one call each. A zone that cannot be read does not stop the others. */
export async function readLive(
  state: State,
  selected: (stack: string, resource: StateResource) => boolean,
  cloudflare: CloudflareDns,
  progress: Progress,
): Promise<LiveZone[]> {
  const zones = state.stacks.flatMap(({ stack, resources }) =>
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
  cloudflare: CloudflareDns,
  lists: Map<string, Promise<LiveRecord[]>>,
): Promise<LiveZone['seen']> {
  const { zone: name, records } = inputs as unknown as ZoneRecordsInputs;
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
  const seen = new Map(live.map(zone => [zone.resource, zone.seen]));
  const refreshed = (resource: StateResource): StateResource => {
    const observation = seen.get(resource);
    if (!observation || 'unreadable' in observation) return resource;
    return { ...resource, inputs: { ...resource.inputs, records: observation.records } };
  };
  return { stacks: state.stacks.map(({ stack, resources }) => ({ stack, resources: resources.map(refreshed) })) };
}
