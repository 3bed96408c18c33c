/** What stands in a zone of the twin, as Cloudflare's dashboard would show it. */
import type { TwinRecord } from '../../../sandbox/cloudflare/model.ts';
import type { CloudflareTwin } from '../../../sandbox/cloudflare/twin.ts';
import { SceneFailure } from './scene.ts';

export function spfOf(cloudflare: CloudflareTwin, zone: string): TwinRecord {
  const record = cloudflare.records(zone).find(({ name, content }) => name === zone && content.includes('v=spf1'));
  if (!record) throw new SceneFailure(`${zone} has an SPF record`);
  return record;
}

/** Every record of every zone, one a line: equal texts mean that not a byte has changed. */
export function everything(cloudflare: CloudflareTwin): string[] {
  return [...cloudflare.zones.values()].flatMap(({ records }) => Array.from(records, record => JSON.stringify(record)));
}
