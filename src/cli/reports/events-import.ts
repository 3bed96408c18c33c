/** `mailyard events import FILE`: sends, bounces and complaints as evidence. Exit 2 with a bad line or a new alert. */
import { onInterrupt } from '../../engine/interrupt.ts';
import { MailyardError } from '../../error.ts';
import type { EventFormat } from '../../runtime/events/event-file.ts';
import { type Imported, importLines } from '../../runtime/events/import.ts';
import { openEventFile } from '../../runtime/events/read-file.ts';
import { receiversOf } from '../../runtime/events/receivers.ts';
import { type Watched, watchDomains } from '../../runtime/events/watch.ts';
import type { Evaluated } from '../../runtime/warmup/evaluate.ts';
import { documentOf as warmupDocument } from '../../runtime/warmup/outcome.ts';
import { stopBlocked } from '../../runtime/warmup/stop-blocked.ts';
import { grouped } from '../../words.ts';
import type { Context } from '../context.ts';
import { printJson } from '../json.ts';
import { refuseUnreadable } from '../named-file.ts';
import { openRuntime } from '../open-runtime.ts';
import { printImported } from './events-text.ts';

export interface ImportOptions {
  format?: string;
  source?: string;
  tellsComplaints?: boolean;
}

export async function importEvents(context: Context, options: ImportOptions, files: string[]): Promise<number> {
  const { terminal } = context;
  const format = formatOf(options.format);
  const source = sourceOf(options.source);
  const interrupt = onInterrupt(() => terminal.note('Stopping: what was read so far is kept.'));
  const { signal } = interrupt;
  const { tick, close } = await openRuntime(context, { signal });
  try {
    const runtime = tick();
    const telling = {
      ...{ source, tellsComplaints: options.tellsComplaints === true },
      receiverOf: receiversOf(runtime.templates),
    };
    const known = new Set(runtime.estate.domains.map(({ domain }) => domain));
    const done: Done[] = [];
    // A slip of the pen in the last name is told before the first file is read.
    for (const file of files) if (file !== '-') refuseUnreadable(file);
    for (const file of files) {
      const { lines, unread } = await openEventFile(file, format);
      const imported = await importLines(runtime, lines, telling, progressOf(file, context));
      const watched = await watchDomains(runtime, imported.domains);
      const stopped = await stopBlocked(runtime, imported.refused);
      const outside = imported.domains.filter(domain => !known.has(domain));
      const each = { file, imported, watched, stopped, outside, unread: [...unread] };
      done.push(each);
      // At once: it is in, whatever becomes of the next one.
      if (!context.options.json) printImported(each, terminal);
      if (imported.cut) break;
    }
    if (context.options.json) printJson({ files: done.map(documentOf) });
    return Math.max(...done.map(exitCode));
  } finally {
    await close();
    interrupt.dispose();
  }
}

export interface Done {
  file: string;
  imported: Imported;
  watched: Watched;
  /** Warm-ups that were held, or should be. */
  stopped: Evaluated[];
  /** Domains that the inventories do not know. */
  outside: string[];
  /** Columns and keys that say nothing of an event. */
  unread: string[];
}

const exitCode = ({ imported, watched, stopped }: Done): number =>
  imported.cut ? 1 : imported.bad + watched.raised.length + stopped.length > 0 ? 2 : 0;

/** A line now and then for files that take a while. */
function progressOf(file: string, { terminal }: Context): (lines: number) => void {
  let told = 0;
  return lines => {
    if (lines - told < 100_000) return;
    told = lines;
    terminal.note(`${grouped(lines)} lines of ${file}`);
  };
}

function formatOf(asked: string | undefined): EventFormat | undefined {
  if (asked === undefined || asked === 'jsonl' || asked === 'csv') return asked;
  throw new MailyardError('usage', `There is no format "${asked}".`, { fix: 'Formats: jsonl, csv.' });
}

function sourceOf(asked = 'import'): string {
  if (/^[a-z0-9][a-z0-9-]*$/.test(asked)) return asked;
  throw new MailyardError('usage', `"${asked}" is no name of a source.`, {
    fix: 'Use lower-case letters, digits and hyphens, such as smartlead.',
  });
}

const documentOf = ({ file, imported, watched, stopped, outside, unread }: Done) => ({
  ...{ file, lines: imported.lines, taken: imported.taken, known: imported.known, tooOld: imported.tooOld },
  ...{ bad: imported.bad, domains: imported.domains, outsideEstate: outside, unread },
  problems: imported.problems.map(({ line, problem: { message, fix } }) => ({ file, line, message, fix })),
  alerts: watched.raised.map(({ key, level, domain, title, detail }) => ({ key, level, domain, title, detail })),
  ended: watched.ended,
  warmups: stopped.map(warmupDocument),
  ...(imported.cut && { cut: imported.cut.message }),
});
