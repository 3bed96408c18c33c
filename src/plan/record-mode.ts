/** What only `recordMode: resources` cannot do: pass over to the other mode, or swap types at a name. Pure. */
import { MailyardError } from '../error.ts';
import { ZONE_RECORDS, type ZoneRecordsInputs } from '../estate/resource.ts';
import { diffRecords } from './diff.ts';
import type { RecordChange } from './plan.ts';
import type { Step } from './steps.ts';

/** Why a zone cannot go over to its new mode; undefined where nothing stands in the way. */
export function modeSwitch(olds: ZoneRecordsInputs, news: ZoneRecordsInputs): string | undefined {
  const [before, after] = [olds.recordMode ?? 'zone', news.recordMode ?? 'zone'];
  if (before === after || (before === 'zone' && Object.keys(olds.records).length === 0)) return undefined;
  return `${news.zone} was written with \`recordMode: ${before}\`, and now it should be \`${after}\`: its records would be deleted and made anew. ${WAY_OVER}`;
}

const WAY_OVER = 'docs/zones.md has the way over, which leaves every record where it is.';

/** Throws `record-mode` and `record-swap` before anything is written: both would fail half-way, again and again. */
export function refuseImpossible(steps: Step[]): void {
  for (const { type, old, new: wanted } of steps) {
    if (type !== ZONE_RECORDS || !old || !wanted) continue;
    const [olds, news] = [old, wanted] as unknown as [ZoneRecordsInputs, ZoneRecordsInputs];
    const reason = modeSwitch(olds, news);
    if (reason) throw new MailyardError('record-mode', reason);
    if (news.recordMode) refuseSwaps(news.zone, diffRecords(olds.records, news.records));
  }
}

/** Pulumi deletes last, and Cloudflare takes no address beside a CNAME (81053, 81054). */
function refuseSwaps(zone: string, changes: RecordChange[]): void {
  const leaving = changes.filter(({ action, type }) => action === 'delete' && exclusive.has(type));
  for (const { name, type } of changes.filter(each => each.action === 'create' && exclusive.has(each.type))) {
    const other = leaving.find(each => each.name === name && (each.type === 'CNAME') !== (type === 'CNAME'));
    if (!other) continue;
    throw new MailyardError(
      'record-swap',
      `${zone}: with \`recordMode: resources\` the ${other.type} record at ${name} cannot become an ${type} record in one run, as Pulumi makes the new one first.`,
      { fix: `Take the ${other.type} record out and run \`mailyard up\`; then add the ${type} record.` },
    );
  }
}

const exclusive = new Set(['A', 'AAAA', 'CNAME']);
