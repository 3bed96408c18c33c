/** A file of events, line by line: JSON lines or CSV, compressed by gzip or not, of any length. */
import { createReadStream } from 'node:fs';
import { Readable } from 'node:stream';
import { createGunzip } from 'node:zlib';
import { MailyardError } from '../../error.ts';
import { csvFile } from './csv-file.ts';
import { type EventFile, type EventFormat, readable } from './event-file.ts';
import { jsonLines } from './json-lines.ts';

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
