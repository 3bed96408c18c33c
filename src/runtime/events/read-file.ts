/** A file of events, line by line: JSON lines or CSV, compressed by gzip or not, of any length. */
import { createReadStream } from 'node:fs';
import { Readable } from 'node:stream';
import { createGunzip } from 'node:zlib';
import { type CsvError, parse } from 'csv-parse';
import { parse as parseNow } from 'csv-parse/sync';
import { MailyardError } from '../../error.ts';
import type { Problem } from '../../inventory/problem.ts';
import { keyFor, translated } from './aliases.ts';

export type EventFormat = 'jsonl' | 'csv';

export type Line = { line: number } & ({ told: unknown } | { problem: Problem });

export interface EventFile {
  format: EventFormat;
  /** Columns and keys that say nothing of an event; those of JSON lines as far as it was read. */
  unread: Set<string>;
  lines: AsyncIterable<Line>;
}

/** `-` is the standard input. Throws `events-unreadable`. */
export async function openEventFile(path: string, asked?: EventFormat): Promise<EventFile> {
  const bytes = await peeked(path === '-' ? process.stdin : createReadStream(path), path);
  const plain = isGzip(bytes.start) ? await unzipped(bytes, path) : bytes;
  const start = plain.start.toString('utf8').replace(/^\uFEFF/, '');
  const format = asked ?? formatOf(path, start);
  const unread = new Set<string>();
  if (format === 'jsonl') return { format, unread, lines: jsonLines(plain.all, path, unread) };
  return csvFile(plain.all, start, path);
}

interface Bytes {
  /** The first of them, to look at. */
  start: Buffer;
  /** All, with the start. */
  all: AsyncIterable<Buffer>;
}

async function peeked(stream: AsyncIterable<Buffer>, path: string): Promise<Bytes> {
  const chunks = stream[Symbol.asyncIterator]();
  const kept: Buffer[] = [];
  for (let length = 0; length < LOOKED_AT; ) {
    const { done, value } = await readable(chunks.next(), path);
    if (done) break;
    kept.push(value);
    length += value.length;
  }
  async function* all(): AsyncGenerator<Buffer> {
    yield* kept;
    for (let next = await readable(chunks.next(), path); !next.done; next = await readable(chunks.next(), path)) {
      yield next.value;
    }
  }
  return { start: Buffer.concat(kept), all: all() };
}

const LOOKED_AT = 8192;

/** RFC 1952 §2.3.1. */
const isGzip = (start: Buffer): boolean => start[0] === 0x1f && start[1] === 0x8b;

const unzipped = ({ all }: Bytes, path: string): Promise<Bytes> =>
  peeked(Readable.from(all).pipe(createGunzip()), path);

async function readable<T>(reading: Promise<T>, path: string): Promise<T> {
  try {
    return await reading;
  } catch (cause) {
    const { code, message } = cause as NodeJS.ErrnoException;
    const reason = { ENOENT: 'there is no such file', EISDIR: 'it is a folder' }[code ?? ''] ?? message;
    throw new MailyardError('events-unreadable', `${path} cannot be read: ${reason}.`, { cause });
  }
}

function formatOf(path: string, start: string): EventFormat {
  const first = start.trimStart()[0];
  if (first === '{' || first === undefined) return 'jsonl';
  if (first === '[')
    throw new MailyardError('events-unreadable', `${path} is one JSON array, and events are read one a line.`, {
      fix: `Write them so: \`jq -c '.[]' ${path} | mailyard events import -\`.`,
    });
  if (/\.(jsonl|ndjson)(\.gz)?$/i.test(path)) return 'jsonl';
  return 'csv';
}

/** What is longer is no event, and would fill the memory. */
const LONGEST_LINE = 1_000_000;

async function* jsonLines(all: AsyncIterable<Buffer>, path: string, unread: Set<string>): AsyncGenerator<Line> {
  let line = 0;
  for await (const text of textLines(all, path)) {
    line += 1;
    const json = line === 1 ? text.replace(/^\uFEFF/, '') : text;
    if (json.trim() === '') continue;
    yield { line, ...parsed(json, unread) };
  }
}

async function* textLines(all: AsyncIterable<Buffer>, path: string): AsyncGenerator<string> {
  const decoder = new TextDecoder();
  let rest = '';
  for await (const chunk of all) {
    const lines = (rest + decoder.decode(chunk, { stream: true })).split('\n');
    rest = lines.pop() as string;
    yield* lines;
    if (rest.length > LONGEST_LINE)
      throw new MailyardError('events-unreadable', `${path} has a line of more than ${LONGEST_LINE} characters.`, {
        fix: 'Events stand one a line, as JSON or in the columns of a CSV file.',
      });
  }
  if (rest !== '') yield rest;
}

function parsed(json: string, unread: Set<string>): { told: unknown } | { problem: Problem } {
  try {
    const told: unknown = JSON.parse(json);
    if (typeof told !== 'object' || told === null || Array.isArray(told)) return { told };
    const { event, unread: more } = translated(told as Record<string, unknown>);
    for (const key of more) unread.add(key);
    return { told: event };
  } catch (error) {
    return { problem: { rule: 'bad-value', message: `This is no JSON: ${(error as Error).message}.` } };
  }
}

function csvFile(all: AsyncIterable<Buffer>, start: string, path: string): EventFile {
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
