/** Evidence for people: totals first, then what is to be looked at. */
import type { EventSource } from '../../ledger/event-counts.ts';
import { attemptsOf, bounceRate, type Counts, complaintRate, MINIMUM_SAMPLE } from '../../ledger/events/counts.ts';
import type { Notice } from '../../ledger/notices.ts';
import { percent } from '../../runtime/events/notice-text.ts';
import { tellingOf } from '../../runtime/warmup/outcome.ts';
import { counted, grouped } from '../../words.ts';
import { columns } from '../columns.ts';
import type { Terminal } from '../terminal.ts';
import type { Done } from './events-import.ts';

const SHOWN = 20;

export function printImported({ file, imported, watched, stopped, outside, unread }: Done, terminal: Terminal): void {
  const { lines, taken, known, tooOld, bad, problems, cut } = imported;
  const { colors, print, note } = terminal;
  const parts = [
    `${grouped(taken)} new`,
    known > 0 && `${grouped(known)} known already`,
    tooOld > 0 && `${grouped(tooOld)} older than 90 days and left out`,
    bad > 0 && colors.red(`${grouped(bad)} not understood`),
  ];
  print(`${file}: ${counted(lines, 'event')}, ${parts.filter(Boolean).join(', ')}.`);
  for (const { line, problem } of problems.slice(0, SHOWN)) {
    print(`${file}:${line}  ${colors.red('error')}  ${problem.message}`);
    if (problem.fix) print(`  ${colors.green('→')} ${problem.fix}`);
  }
  if (bad > SHOWN) print(`… and ${grouped(bad - SHOWN)} more.`);
  printAlerts(watched.raised, terminal);
  for (const line of stopped.flatMap(tellingOf)) print(`${colors.red('warm-up')}  ${line.replaceAll('`', '')}`);
  for (const key of watched.ended) print(`${colors.green('over')}  ${key}`);
  if (outside.length > 0) note(`Not in the inventories, and counted all the same: ${some(outside)}.`);
  if (unread.length > 0) note(`What was not read in it: ${some(unread)}.`);
  if (cut)
    print(`${colors.red(cut.message)} What was read until there is in; the same file again counts nothing twice.`);
}

export function printAlerts(notices: Notice[], { colors, print }: Terminal): void {
  for (const { level, title, detail } of notices) {
    const paint = level === 'critical' ? colors.red : colors.yellow;
    print(`${paint(level)}  ${title}`);
    for (const line of detail.split('\n')) print(`  ${line}`);
  }
}

const some = (names: string[]): string =>
  names.length > 5 ? `${names.slice(0, 5).join(', ')} and ${names.length - 5} more` : names.join(', ');

export interface EvidenceRow {
  domain: string;
  segment?: string;
  counts: Counts;
}

export interface Evidence {
  days: number;
  rows: EvidenceRow[];
  sources: EventSource[];
  notices: Notice[];
  now: number;
}

export function printEvidence({ days, rows, sources, notices, now }: Evidence, terminal: Terminal): void {
  const { print, note } = terminal;
  const told = rows.filter(({ counts }) => isTold(counts));
  const sum = (of: (counts: Counts) => number) => rows.reduce((total, { counts }) => total + of(counts), 0);
  const total = `${counted(sum(sentOf), 'message')} sent in the last ${counted(days, 'day')}`;
  print(
    `${total} from ${told.length} of ${counted(rows.length, 'domain')}; ${counted(notices.length, 'open alert')}.\n`,
  );
  if (told.length > 0) print(`${columns({ head: HEAD, rows: told.map(cells) })}\n`);
  const silent = rows.length - told.length;
  if (silent > 0) print(`Nothing was told of ${counted(silent, 'domain')}: what they sent is unknown.\n`);
  printAlerts(notices, terminal);
  if (sources.length === 0) note('No source has told of events yet: docs/events.md says how they come in.');
  for (const { source, last, events } of sources)
    note(`${source}: ${counted(events, 'event')}, last heard of ${ago(now - last)}.`);
}

/** Some sources tell of deliveries and bounces only. */
const sentOf = (counts: Counts): number => attemptsOf(counts) ?? 0;

const isTold = ({ sent, delivered, bounced, deferred, complained }: Counts): boolean =>
  sent + delivered + complained + deferred.sender + deferred.other + Object.values(bounced).reduce((a, b) => a + b) > 0;

const HEAD = ['domain', 'sent', 'delivered', 'bounced', 'recipient', 'sender', 'content', 'temporary', 'complained'];

function cells({ domain, counts }: EvidenceRow): string[] {
  const { delivered, bounced, complained, complaintsKnown } = counts;
  return [
    ...[domain, grouped(sentOf(counts)), grouped(delivered), rate(bounceRate(counts), counts)],
    ...[grouped(bounced.recipient), grouped(bounced.sender), grouped(bounced.content), grouped(bounced.temporary)],
    complaintsKnown ? `${rate(complaintRate(counts), counts)} (${grouped(complained)})` : 'unknown',
  ];
}

const rate = (value: number | undefined, counts: Counts): string => {
  if (value !== undefined) return percent(value);
  return attemptsOf(counts) === undefined ? 'unknown' : `below ${MINIMUM_SAMPLE} sent`;
};

function ago(milliseconds: number): string {
  const minutes = Math.floor(milliseconds / 60_000);
  if (minutes < 1) return 'just now';
  if (minutes < 120) return `${counted(minutes, 'minute')} ago`;
  const hours = Math.floor(minutes / 60);
  return hours < 48 ? `${hours} hours ago` : `${Math.floor(hours / 24)} days ago`;
}
