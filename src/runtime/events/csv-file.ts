/** Events in the columns of a CSV file, whose first line names them. */
import { Readable } from 'node:stream';
import { type CsvError, parse } from 'csv-parse';
import { parse as parseNow } from 'csv-parse/sync';
import { MailyardError } from '../../error.ts';
import type { Problem } from '../../inventory/problem.ts';
import { keyFor, translated } from './aliases.ts';
import { type EventFile, type Line, LONGEST_LINE, readable } from './event-file.ts';

/** `start`: its first bytes as text, with the headings in them. Throws `events-unreadable`. */
export function csvFile(all: AsyncIterable<Buffer>, start: string, path: string): EventFile {
  const [head = ''] = start.split(/\r?\n/);
  const delimiter = [',', ';', '\t'].sort((one, other) => head.split(other).length - head.split(one).length)[0];
  // biome-ignore lint/suspicious/noControlCharactersInRegex: what has them is no text.
  if (/[\0-\x08\x0e-\x1f\ufffd]/.test(head))
    throw new MailyardError('events-unreadable', `${path} is neither JSON lines nor CSV.`, {
      fix: 'docs/events.md says what a file of events looks like.',
    });
  const headings = headingsOf(head, delimiter as string);
  const keys = headings.map(keyFor);
  const missing = missingHeading(keys);
  if (missing)
    throw new MailyardError(
      'events-unreadable',
      `${path}:1: no column says ${missing}. It has ${headings.join(', ')}.`,
      {
        fix: 'Name the columns in the first line, such as kind,at,mailbox,recipient,message,reply; docs/events.md has other names.',
      },
    );
  return {
    format: 'csv',
    unread: new Set(headings.filter(heading => keyFor(heading) === undefined)),
    lines: csvLines(all, keys, delimiter as string, path),
  };
}

const headingsOf = (head: string, delimiter: string): string[] =>
  parseNow(head, { delimiter, trim: true, relax_quotes: true })[0] ?? [];

function missingHeading(keys: (string | undefined)[]): string | undefined {
  if (!keys.includes('kind')) return 'what happened (kind, type, event)';
  if (!keys.includes('at')) return 'when (at, time, timestamp)';
  if (!keys.includes('mailbox') && !keys.includes('domain')) return 'who sent (mailbox, from, sender, domain)';
  return undefined;
}

interface Row {
  record: string[];
  info: { lines: number };
}

async function* csvLines(
  all: AsyncIterable<Buffer>,
  keys: (string | undefined)[],
  delimiter: string,
  path: string,
): AsyncGenerator<Line> {
  const problems: Line[] = [];
  const rows = Readable.from(all)
    .on('error', error => rows.destroy(error))
    .pipe(
      parse({
        ...{ bom: true, delimiter, info: true, from_line: 2, trim: true, skip_empty_lines: true },
        ...{ skip_records_with_error: true, relax_column_count: true, max_record_size: LONGEST_LINE },
      }),
    )
    .on('skip', (error: CsvError) =>
      problems.push({ line: Number(error.lines), problem: { rule: 'bad-value', message: `${error.message}.` } }),
    );
  const read = rows[Symbol.asyncIterator]() as AsyncIterator<Row>;
  for (let next = await readable(read.next(), path); !next.done; next = await readable(read.next(), path)) {
    yield* problems.splice(0);
    const { record, info } = next.value;
    yield { line: info.lines, ...rowOf(record, keys) };
  }
  yield* problems.splice(0);
}

/** Columns have no types: what ought to be a number is read as one. */
function rowOf(record: string[], keys: (string | undefined)[]): { told: unknown } | { problem: Problem } {
  if (record.length !== keys.length) {
    const message = `This line has ${record.length} columns, and the first one names ${keys.length}.`;
    return { problem: { rule: 'bad-value', message } };
  }
  const told: Record<string, unknown> = {};
  record.forEach((text, index) => {
    const key = keys[index];
    if (key && text !== '' && told[key] === undefined) told[key] = typed(key, text);
  });
  return { told: translated(told).event };
}

function typed(key: string, text: string): unknown {
  if ((key === 'at' || key === 'code') && /^\d+(\.\d+)?$/.test(text)) return Number(text);
  if (key === 'tellsComplaints' && /^(true|false)$/i.test(text)) return text.toLowerCase() === 'true';
  return text;
}
