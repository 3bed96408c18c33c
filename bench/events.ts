/** Evidence: a large file into the ledger, the same file again, and what the gates ask. */
import { once } from 'node:events';
import { createWriteStream } from 'node:fs';
import { join } from 'node:path';
import { finished } from 'node:stream/promises';
import { readTemplates } from '../src/inventory/templates.ts';
import { countsByDomain, countsOf } from '../src/ledger/event-counts.ts';
import type { Ledger } from '../src/ledger/ledger.ts';
import { openLedger } from '../src/ledger/open.ts';
import { importLines } from '../src/runtime/events/import.ts';
import { openEventFile } from '../src/runtime/events/read-file.ts';
import { receiversOf } from '../src/runtime/events/receivers.ts';
import { lastDays } from '../src/runtime/events/watch.ts';
import { type Figure, megabytes } from './report.ts';

const LINES = 1_000_000;
const DOMAINS = 1000;
const DAY = 86_400_000;

export async function events(folder: string): Promise<{ title: string; figures: Figure[] }> {
  const path = join(folder, 'events.jsonl');
  const now = Date.now();
  await writeLines(path, now);
  const ledger = await openLedger({ file: join(folder, 'ledger.db') });
  try {
    return {
      title: `Evidence: ${LINES.toLocaleString('en')} events of ${DOMAINS.toLocaleString('en')} domains over a week, SQLite`,
      figures: [
        await importing('a file of JSON lines, all new', ledger, path),
        await importing('the same file again: nothing is counted twice', ledger, path),
        await asking('counts of every domain over 7 days, one query', () => countsByDomain(ledger, lastDays(7, now))),
        await asking('counts of one mailbox over 7 days', () =>
          countsOf(ledger, { unit: 'mailbox', name: 'u1@d1.example', ...lastDays(7, now) }),
        ),
        await asking('counts of one domain at one receiver over 7 days', () =>
          countsOf(ledger, { unit: 'domain', name: 'd1.example', receiver: 'gmail', ...lastDays(7, now) }),
        ),
        { name: 'memory at the end', measured: megabytes(process.memoryUsage().rss) },
      ],
    };
  } finally {
    await ledger.close();
  }
}

/** A message is sent and, a moment later, delivered or refused. */
async function writeLines(path: string, now: number): Promise<void> {
  const file = createWriteStream(path);
  const receivers = ['gmail.com', 'yahoo.com', 'outlook.com', 'receiver.example'];
  for (let line = 0; line < LINES; line++) {
    const message = line >> 1;
    const at = new Date(now - 6.9 * DAY + (message / LINES) * 2 * 6.8 * DAY).toISOString();
    const mailbox = `u${message % 3}@d${message % DOMAINS}.example`;
    const about = {
      at,
      mailbox,
      recipient: `p${message}@${receivers[message % 4]}`,
      message: `<${message}@d.example>`,
    };
    const kind = line % 2 === 0 ? 'sent' : message % 100 === 0 ? 'bounced' : 'delivered';
    const reply = kind === 'bounced' ? '550 5.1.1 The account that you tried to reach does not exist' : undefined;
    if (!file.write(`${JSON.stringify({ kind, ...about, reply })}\n`)) await once(file, 'drain');
  }
  file.end();
  await finished(file);
}

async function importing(name: string, ledger: Ledger, path: string): Promise<Figure> {
  const begun = performance.now();
  const { lines } = await openEventFile(path);
  const telling = { source: 'bench', tellsComplaints: false, receiverOf: receiversOf(readTemplates().templates) };
  await importLines({ ledger, now: Date.now, signal: new AbortController().signal }, lines, telling);
  const rate = Math.round(LINES / ((performance.now() - begun) / 1000));
  return { name, measured: `${rate.toLocaleString('en')} events/s` };
}

async function asking(name: string, ask: () => Promise<unknown>): Promise<Figure> {
  await ask();
  const times: number[] = [];
  for (let time = 0; time < 5; time++) {
    const begun = performance.now();
    await ask();
    times.push(performance.now() - begun);
  }
  return { name, measured: `${Math.min(...times).toFixed(1)} ms` };
}
