/** `mailyard records`: the records of the estate, as a table, as zone files or as JSON. No network. */
import { mkdirSync } from 'node:fs';
import { join, matchesGlob } from 'node:path';
import { MailyardError } from '../../error.ts';
import type { EstateZone } from '../../estate/estate.ts';
import { zoneFiles } from '../../estate/formats/bind.ts';
import { recordsJson } from '../../estate/formats/json.ts';
import { recordsTable } from '../../estate/formats/table.ts';
import type { Selection } from '../../plan/select.ts';
import { counted } from '../../words.ts';
import { type Context, estateOf } from '../context.ts';
import { unwritable, writeNamed } from '../named-file.ts';
import { refuseUnknown } from '../selected.ts';
import { openTerminal, type Terminal } from '../terminal.ts';

const formats = ['table', 'bind', 'json'];

export interface RecordsOptions {
  format?: string;
  out?: string;
}

export async function records(context: Context, options: RecordsOptions): Promise<number> {
  const format = context.options.json ? 'json' : (options.format ?? 'table');
  checkOptions(format, options.out);
  const { estate } = estateOf(format === 'json' ? forScripts(context) : context);
  refuseUnknown(context, { stacks: [] }, estate);
  const zones = selected(estate.zones, context.selection);
  if (format === 'json') printDocument(zones);
  else if (format === 'table') printTable(zones, context.terminal);
  else if (options.out) writeZoneFiles(zones, options.out, context.terminal);
  else context.terminal.print([...zoneFiles(zones).values()].join('\n').trimEnd());
  return 0;
}

function checkOptions(format: string, out: string | undefined): void {
  if (!formats.includes(format)) {
    throw new MailyardError('bad-option', `There is no format "${format}".`, {
      fix: `Formats: ${formats.join(', ')}.`,
    });
  }
  if (out !== undefined && format !== 'bind') {
    throw new MailyardError('bad-option', `--out writes zone files, but the format is ${format}.`, {
      fix: `Write --format bind --out ${out}.`,
    });
  }
}

/** Nothing but the document goes to stdout. */
function forScripts(context: Context): Context {
  const options = { ...context.options, json: true };
  return { ...context, options, terminal: openTerminal(options) };
}

/** A domain's records, and whole zones by their name. Zones without any that match are left out. */
function selected(zones: EstateZone[], { segments, domains }: Selection): EstateZone[] {
  const matches = (name: string) => domains.some(glob => matchesGlob(name, glob));
  const ofSegments = zones.filter(({ segment }) => segments.length === 0 || segments.includes(segment));
  if (domains.length === 0) return ofSegments;
  return ofSegments
    .map(zone => ({ ...zone, records: zone.records.filter(({ domain }) => matches(zone.zone) || matches(domain)) }))
    .filter(zone => zone.records.length > 0);
}

function printDocument(zones: EstateZone[]): void {
  for (const text of recordsJson(zones)) process.stdout.write(text);
  process.stdout.write('\n');
}

function printTable(zones: EstateZone[], terminal: Terminal): void {
  const all = zones.flatMap(({ records }) => records);
  const waiting = all.filter(({ provided }) => provided && !provided.given).length;
  if (all.length > 0)
    terminal.print(`${recordsTable(zones, { width: terminal.width, heading: terminal.colors.bold })}\n`);
  const names = new Set(zones.map(({ zone }) => zone));
  const rest = waiting > 0 ? `; ${waiting} of them ${waiting === 1 ? 'waits' : 'wait'} for a provider's value` : '';
  terminal.print(`${counted(all.length, 'record')} in ${counted(names.size, 'zone')}${rest}.`);
}

function writeZoneFiles(zones: EstateZone[], folder: string, terminal: Terminal): void {
  const files = zoneFiles(zones);
  try {
    mkdirSync(folder, { recursive: true });
  } catch (cause) {
    throw unwritable(folder, cause);
  }
  for (const [zone, text] of files) writeNamed(join(folder, `${zone}.zone`), text);
  terminal.print(`${counted(files.size, 'zone file')} in ${folder}.`);
}
