/** `mailyard drift`: state against live zones. What someone changed by hand; writes nothing; exit 2 when there is any. */
import { ZONE_RECORDS, type ZoneRecordsInputs } from '../estate/resource.ts';
import { diffRecords } from '../plan/diff.ts';
import type { RecordChange, ZonePlan } from '../plan/plan.ts';
import { selects } from '../plan/select.ts';
import type { ZoneRecord } from '../records/record.ts';
import { readState } from '../state/read.ts';
import { type Context, findSite } from './context.ts';
import { openCloudflare } from './engine.ts';
import { printJson } from './json.ts';
import { type LiveZone, readLive } from './live-state.ts';
import { printChanges } from './plan-text.ts';
import { refuseUnknown } from './selected.ts';
import { counted } from './words.ts';

interface DriftReport {
  summary: { zones: number; drifted: number; changes: number; intruders: number; unknown: number };
  /** `update` shows `old` as in the state and the live value; `delete` is gone from the zone. */
  zones: (Pick<ZonePlan, 'zone' | 'segment'> & {
    changes: RecordChange[];
    intruders: ZoneRecord[];
    unknown?: string;
  })[];
}

export async function drift(context: Context): Promise<number> {
  const { terminal, selection, options } = context;
  const site = await findSite(context);
  const state = await readState(site.backend, site.project);
  refuseUnknown(context, state);
  const selected = (segment: string, { name, inputs }: { name: string; inputs: Record<string, unknown> }) =>
    selects(selection, { segment, name, old: inputs });
  const count = state.stacks.flatMap(({ resources }) => resources.filter(({ type }) => type === ZONE_RECORDS)).length;
  const live = await readLive(state, selected, openCloudflare(context), terminal.progress(count, 'zones read'));
  const report = reportOn(live);
  if (options.json) printJson(report);
  else printReport(report, context);
  if (report.summary.drifted > 0) return 2;
  return report.summary.unknown > 0 ? 1 : 0;
}

function reportOn(live: LiveZone[]): DriftReport {
  const zones = live.map(driftOf);
  const drifted = zones.filter(zone => zone.changes.length > 0 || zone.intruders.length > 0 || zone.unknown);
  const sum = (size: (zone: (typeof zones)[number]) => number) =>
    drifted.reduce((total, zone) => total + size(zone), 0);
  return {
    summary: {
      zones: new Set(zones.map(({ zone }) => zone)).size,
      drifted: drifted.filter(zone => !zone.unknown).length,
      changes: sum(zone => zone.changes.length),
      intruders: sum(zone => zone.intruders.length),
      unknown: drifted.filter(zone => zone.unknown).length,
    },
    zones: drifted,
  };
}

function driftOf({ stack, resource, seen }: LiveZone): DriftReport['zones'][number] {
  const { zone, records } = resource.inputs as unknown as ZoneRecordsInputs;
  if ('unreadable' in seen)
    return { zone, segment: stack, changes: [], intruders: [], unknown: seen.unreadable.message };
  return {
    zone,
    segment: stack,
    changes: diffRecords(records, seen.records),
    intruders: seen.intruders.map(({ live: { name, type, content, priority, ttl } }) => ({
      name,
      type,
      content,
      priority,
      ttl,
    })),
  };
}

function printReport({ summary, zones }: DriftReport, { terminal }: Context): void {
  const { colors } = terminal;
  const { drifted, changes, intruders, unknown } = summary;
  if (zones.length === 0) {
    const seen =
      summary.zones === 0 ? 'the state holds no zone' : `${counted(summary.zones, 'zone')} as the state has them`;
    terminal.print(`${colors.green('No drift')}: ${seen}.`);
    return;
  }
  const parts = [
    changes > 0 ? `${counted(changes, 'record')} changed by hand` : '',
    intruders > 0 ? `${counted(intruders, 'record')} added beside Mailyard's` : '',
    unknown > 0 ? `${counted(unknown, 'zone')} could not be read` : '',
  ].filter(Boolean);
  const where = `${drifted === 0 ? 'No drift seen in what could be read' : `Drift in ${drifted}`} of ${counted(summary.zones, 'zone')}`;
  terminal.print(`${colors.bold(where)}: ${parts.join(', ')}.`);
  printChanges(
    zones.map(({ zone, segment, changes, intruders, unknown }) => ({
      ...{ zone, segment, changes, action: changes.length > 0 ? ('update' as const) : ('same' as const) },
      warnings: [
        ...(unknown ? [`Unknown: ${unknown}`] : []),
        ...intruders.map(({ type, name, content }) => `${type} ${name} ${JSON.stringify(content)} is not Mailyard's.`),
      ],
    })),
    terminal,
  );
  if (intruders > 0)
    terminal.print(
      `\n${colors.green('→')} Remove what is not Mailyard's by hand, or take it over with \`adopt: true\`.`,
    );
  if (changes > 0)
    terminal.print(`\n${colors.green('→')} \`mailyard up --refresh\` takes this into the state and puts it right.`);
}
