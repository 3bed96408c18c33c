/** `mailyard drift`: state against live zones. What someone changed by hand; writes nothing; exit 2 when there is any. */
import type { ZoneRecordsInputs } from '../../estate/resource.ts';
import { diffRecords } from '../../plan/diff.ts';
import type { RecordChange, ZonePlan } from '../../plan/plan.ts';
import { selects } from '../../plan/select.ts';
import type { ZoneRecord } from '../../records/record.ts';
import { readState } from '../../state/read.ts';
import type { StateResource } from '../../state/state.ts';
import { counted } from '../../words.ts';
import { openCloudflare } from '../cloudflare.ts';
import { type Context, findSite } from '../context.ts';
import { printJson } from '../json.ts';
import { refuseUnknown } from '../selected.ts';
import type { Terminal } from '../terminal.ts';
import { type LiveMailboxes, type MailboxDrift, mailboxDrift, selectedMailboxes } from './live-mailboxes.ts';
import { type LiveZone, readLive, zoneCount } from './live-state.ts';
import { shown } from './mail-text.ts';
import { printChanges } from './plan-text.ts';

interface DriftReport {
  summary: {
    zones: number;
    drifted: number;
    changes: number;
    intruders: number;
    unknown: number;
    /** All that were looked at, those that are not as the state has them, and those of which nobody could say. */
    mailboxes: number;
    mailboxesDrifted: number;
    mailboxesUnknown: number;
  };
  mailboxes: MailboxDrift[];
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
  const selected = (segment: string, { name, inputs }: Pick<StateResource, 'name' | 'inputs'>) =>
    selects(selection, { segment, name, old: inputs });
  const count = zoneCount(state);
  const live = await readLive(state, selected, openCloudflare(context), terminal.progress(count, 'zones read'));
  const mailboxes = await selectedMailboxes(context, state);
  const report = reportOn(live, mailboxes);
  if (options.json) printJson(report);
  else printReport(report, context);
  if (report.summary.drifted + report.summary.mailboxesDrifted > 0) return 2;
  return report.summary.unknown + report.summary.mailboxesUnknown > 0 ? 1 : 0;
}

function reportOn(live: LiveZone[], looked: LiveMailboxes[]): DriftReport {
  const mailboxes = mailboxDrift(looked);
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
      mailboxes: looked.length,
      mailboxesDrifted: mailboxes.filter(each => !each.unknown).length,
      mailboxesUnknown: mailboxes.filter(each => each.unknown).length,
    },
    mailboxes,
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

function printReport(report: DriftReport, { terminal }: Context): void {
  const { zones, mailboxes, summary } = report;
  if (zones.length > 0) printZones(report, terminal);
  if (mailboxes.length > 0) printMailboxes(report, terminal, zones.length > 0);
  if (zones.length + mailboxes.length === 0)
    terminal.print(`${terminal.colors.green('No drift')}: ${lookedAt(summary)}.`);
  else if (summary.changes + summary.mailboxesDrifted > 0)
    terminal.print(
      `\n${terminal.colors.green('→')} \`mailyard up --refresh\` takes this into the state and puts it right.`,
    );
}

function lookedAt({ zones, mailboxes }: DriftReport['summary']): string {
  if (zones === 0 && mailboxes === 0) return 'the state holds no zone';
  const parts = [zones > 0 ? counted(zones, 'zone') : '', mailboxes > 0 ? counted(mailboxes, 'mailbox') : ''];
  return `${parts.filter(Boolean).join(' and ')} as the state has them`;
}

function printMailboxes({ mailboxes, summary }: DriftReport, { colors, print }: Terminal, more: boolean): void {
  const { mailboxes: all, mailboxesDrifted: drifted, mailboxesUnknown: unknown } = summary;
  const rest = unknown > 0 ? `; ${counted(unknown, 'mailbox')} could not be read` : '';
  print(`${more ? '\n' : ''}${colors.bold(`Drift in ${drifted} of ${counted(all, 'mailbox')}`)}${rest}.`);
  for (const [head, group] of Map.groupBy(mailboxes, ({ segment, provider }) => `${segment} at ${provider}`)) {
    print(`\n${colors.bold(head)}`);
    for (const { address, changes, gone, unknown } of group) {
      const text = unknown ? `Unknown: ${unknown}` : gone ? 'is no longer there' : '';
      print(`  ${address}${text && ` ${colors.dim(text)}`}`);
      for (const { name, old, live } of changes) print(`      ${name} ${colors.dim(shown(old))} → ${shown(live)}`);
    }
  }
}

function printZones({ summary, zones }: DriftReport, terminal: Terminal): void {
  const { colors } = terminal;
  const { drifted, changes, intruders, unknown } = summary;
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
    terminal.print(`\n${colors.green('→')} Remove what is not Mailyard's by hand: until then its zone is not written.`);
}
