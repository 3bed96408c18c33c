/** Zones that the state does not know yet, looked at before anybody says yes: what is there already, and what stands in the way. */
import PQueue from 'p-queue';
import type { Accounts } from '../cloudflare/accounts.ts';
import { MailyardError } from '../error.ts';
import type { Estate } from '../estate/estate.ts';
import { isZoneRecords, type ZoneRecordsInputs } from '../estate/resource.ts';
import { resourceLists } from '../estate/resources.ts';
import { gatherList } from '../plan/gather.ts';
import { withZones } from '../plan/make-plan.ts';
import type { Plan, ZonePlan } from '../plan/plan.ts';
import { previewCreate } from '../provider/zone-records/preview.ts';
import type { Progress } from './terminal.ts';

const AT_ONCE = 8;

/** The plan with the new zones as they are; one call each. A zone that cannot be read keeps its plan, and says so. */
export async function lookFirst(
  plan: Plan,
  estate: Estate,
  project: string,
  cloudflare: Accounts,
  progress: Progress,
): Promise<Plan> {
  const lists = resourceLists(estate);
  const queue = new PQueue({ concurrency: AT_ONCE });
  let done = 0;
  const zones = await queue.addAll(
    plan.zones.map(zone => async () => {
      const inputs = gatherList(lists.get(zone.segment) ?? [])
        .filter(isZoneRecords)
        .find(({ name }) => name === zone.zone)?.inputs;
      if (zone.action !== 'create' || !inputs) return zone;
      const seen = await look(zone, inputs, project, cloudflare);
      progress.step(++done, zone.zone);
      return seen;
    }),
  );
  progress.end();
  return withZones(plan, zones);
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
