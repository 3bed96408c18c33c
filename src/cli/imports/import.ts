/** `mailyard import SOURCE …`: zones of another tool as a segment file that changes nothing. */
import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join, relative, resolve } from 'node:path';
import { domainToASCII } from 'node:url';
import PQueue from 'p-queue';
import { MailyardError } from '../../error.ts';
import { readBind } from '../../import/bind.ts';
import { readCloudflare } from '../../import/cloudflare.ts';
import { readDnscontrol } from '../../import/dnscontrol.ts';
import { type Imported, importZones } from '../../import/import.ts';
import { readOctodns } from '../../import/octodns.ts';
import type { SourceZone } from '../../import/source.ts';
import { type Folder, readFolder } from '../../inventory/files.ts';
import { hasErrors } from '../../inventory/finding.ts';
import { readTemplates } from '../../inventory/templates.ts';
import { openCloudflare } from '../cloudflare.ts';
import type { Context } from '../context.ts';
import { printJson } from '../json.ts';
import { readNamed, unwritable } from '../named-file.ts';
import { printImport } from './import-text.ts';

export interface ImportCommandOptions {
  out?: string;
  mailOnly?: boolean;
}

type Command = (context: Context, options: ImportCommandOptions, args: string[]) => Promise<number>;

const ZONES_AT_ONCE = 8;

export const importCloudflare: Command = async (context, options, names) => {
  const cloudflare = openCloudflare(context).client();
  const queue = new PQueue({ concurrency: ZONES_AT_ONCE });
  const zones = names.map(name => () => readCloudflare(domainToASCII(name.replace(/\.$/, '')) || name, cloudflare));
  return finish(context, options, await queue.addAll(zones));
};

export const importBind: Command = async (context, options, files) =>
  finish(
    context,
    options,
    files.map(file => readBind(readNamed(file), file)),
  );

export const importOctodns: Command = async (context, options, [folder = '']) =>
  finish(context, options, readOctodns(folder));

export const importDnscontrol: Command = async (context, options, [file = '']) =>
  finish(context, options, readDnscontrol(readNamed(file).toString('utf8'), file));

/** Exit 2 where the file has an error in it, as the zone had, or something could not be taken over. */
function finish(context: Context, { out, mailOnly = false }: ImportCommandOptions, sources: SourceZone[]): number {
  const segment = segmentName(context);
  const path = out ?? join(context.sources.domains, `${segment}.yaml`);
  const file = relative(process.cwd(), resolve(path)) || path;
  const folder = folderOf(context.sources.domains);
  const imported = importZones(sources, {
    ...{ segment, file, mailOnly, today: context.sources.today },
    folder,
    templates: readTemplates(context.sources.templates).templates,
  });
  writeNew(path, imported.text);
  if (context.options.json) printJson({ segment, file, zones: imported.zones, findings: imported.findings });
  else printImport(imported, file, folder.estate !== undefined, context.terminal);
  return needsALook(imported) ? 2 : 0;
}

const needsALook = ({ zones, findings }: Imported): boolean =>
  hasErrors(findings) || zones.some(({ kept }) => kept.length > 0);

function segmentName({ selection: { segments } }: Context): string {
  const [name = 'imported', ...more] = segments;
  if (more.length === 0) return name;
  throw new MailyardError('bad-option', 'An import writes one segment, and --segment names several.', {
    fix: `Write --segment ${name} alone, or import once for each.`,
  });
}

/** The inventories that the new file joins; none yet is no fault. */
function folderOf(dir: string): Folder {
  const { estate, segments, spfLock } = readFolder(dir);
  return { ...(estate && { estate }), segments, ...(spfLock && { spfLock }), findings: [] };
}

/** An import never overwrites what somebody may have edited. */
function writeNew(path: string, text: string): void {
  try {
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, text, { flag: 'wx' });
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw unwritable(path, error);
    throw new MailyardError('file-exists', `${path} is there already, and an import overwrites nothing.`, {
      fix: 'Name another file with --out, another segment with --segment, or remove it first.',
    });
  }
}
