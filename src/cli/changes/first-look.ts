/** Zones that the state does not know yet, looked at before anybody says yes: what is there already, and what stands in the way. */
import PQueue from 'p-queue';
import type { Accounts } from '../../cloudflare/accounts.ts';
import { MailyardError } from '../../error.ts';
import { isZoneRecords, type Resource, type ZoneRecordsInputs } from '../../estate/resource.ts';
import { gatherList } from '../../plan/gather.ts';
import { withZones } from '../../plan/make-plan.ts';
import type { Plan, ZonePlan } from '../../plan/plan.ts';
import { previewCreate } from '../../provider/zone-records/preview.ts';
import type { Progress } from '../terminal.ts';

const AT_ONCE = 8;

/** The plan with the new zones as they are; one call each. A zone that cannot be read keeps its plan, and says so. */
export async function lookFirst(
  plan: Plan,
  lists: Map<string, Resource[]>,
  project: string,
  cloudflare: Accounts,
  progress: Progress,
): Promise<Plan> {
  const queue = new PQueue({ concurrency: AT_ONCE });
  let done = 0;
  const zones = await queue.addAll(
    plan.zones.map(zone => async () => {
      if (zone.action !== 'create') return zone;
      const seen = await look(zone, inputsOf(zone, lists), project, cloudflare);
      progress.step(++done, zone.zone);
      return seen;
    }),
  );
  progress.end();
  return withZones(plan, zones);
}

/** Those of the zone, with the records that wait for something in resources of their own. */
function inputsOf({ segment, zone }: ZonePlan, lists: Map<string, Resource[]>): ZoneRecordsInputs {
  const parts = gatherList(lists.get(segment) ?? [])
    .filter(isZoneRecords)
    .map(({ inputs }) => inputs)
    .filter(inputs => inputs.zone === zone);
  const records = Object.assign({}, ...parts.map(part => part.records));
  return { zone, domains: {}, ...parts[0], records };
}

async function look(zone: ZonePlan, inputs: ZoneRecordsInputs, project: string, accounts: Accounts): Promise<ZonePlan> {
  const cloudflare = accounts.client(inputs.token);
  const found = await cloudflare.zone(zone.zone);
  const warned = (text: string) => ({ ...zone, warnings: [...zone.warnings, text] });
  if (!found && inputs.created) return zone;
  if (!found) return warned(`There is no zone ${zone.zone} that the token can see: it would fail.`);
  try {
    const live = await cloudflare.records(found.id);
    const { changes, warnings } = previewCreate({ project, stack: zone.segment }, inputs, live);
    return { ...zone, changes, warnings: [...zone.warnings, ...warnings] };
  } catch (error) {
    if (error instanceof MailyardError && error.code === 'forbidden')
      return warned(`It could not be read: ${error.message}`);
    throw error;
  }
}
