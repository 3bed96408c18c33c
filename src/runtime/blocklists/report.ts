/** A run as people and scripts read it: totals, what has changed, what stands, and the way out of it. Pure. */

import { minuteOf } from '../../dates.ts';
import { WEIGHTS } from '../../inventory/blocklist.ts';
import type { VerdictSpan } from '../../ledger/blocklists.ts';
import { counted, grouped } from '../../words.ts';
import type { JobReport } from '../job.ts';
import type { Checked, Result } from './check.ts';
import { delistingSteps, type Listing, usesWords } from './listing.ts';
import type { BlocklistRun, History } from './run.ts';
import { wayOut } from './way-out.ts';

export function reportOf(run: BlocklistRun): JobReport {
  return {
    summary: summaryOf(run),
    detail: [
      ...(run.history ? changeLines(run.history, run.checked) : []),
      ...listedLines(run),
      ...unknownLines(run),
      ...unusableLines(run),
      ...aside(run),
    ],
    document: documentOf(run),
    findings: listingsOf(run).length,
    failures: failuresOf(run),
  };
}

/** What is listed: by the ledger, so with what this run could not ask; or by this run alone. */
function listingsOf({ checked, history }: BlocklistRun): Listed[] {
  const found = checked.results.filter(({ verdict }) => verdict === 'listed');
  const standing = history?.listings ?? [];
  const known = new Set(standing.map(keyOf));
  const others = found.filter(result => !known.has(keyOf(result)));
  return [...standing.map(ofHistory(found)), ...others.map(ofResult)].sort(byWeight);
}

interface Listed extends Pick<Result, 'list' | 'target' | 'weight' | 'evidence' | 'explanation'> {
  since?: number;
  /** Only where this run could not see it. */
  seen?: number;
}

const ofHistory =
  (found: readonly Result[]) =>
  ({ span, list, target }: Listing): Listed => {
    const now = found.find(result => result.list.name === span.list && result.target.name === span.target);
    const { weight, evidence, since, seen } = span;
    return { list, target, weight, evidence, since, ...(now ? { explanation: now.explanation } : { seen }) };
  };

const ofResult = ({ list, target, weight, evidence, explanation }: Result): Listed => ({
  ...{ list, target, weight, evidence, explanation },
});

const byWeight = (a: Listed, b: Listed): number => WEIGHTS.indexOf(a.weight) - WEIGHTS.indexOf(b.weight);

function summaryOf(run: BlocklistRun): string {
  const { results, lists } = run.checked;
  const targets = new Set(results.map(({ target }) => target.name)).size;
  const listed = listingsOf(run);
  const known = new Set(listed.map(keyOf));
  const of = (verdict: Result['verdict']) =>
    results.filter(result => result.verdict === verdict && !known.has(keyOf(result))).length;
  const verdicts = Object.entries({ listed: listed.length, clean: of('clean'), unknown: of('unknown') });
  const unusable = lists.filter(({ health }) => health.health !== 'ok').length;
  const broken = unusable > 0 ? `; ${unusable} of the lists cannot be believed` : '';
  const counts = verdicts.map(([verdict, count]) => `${grouped(count)} ${verdict}`).join(', ');
  return `${counted(targets, 'target')} on ${counted(lists.length, 'list')}: ${counts}${broken}.`;
}

const keyOf = ({ list, target }: Pick<Result, 'list' | 'target'>): string => `${list.name} ${target.name}`;

function changeLines({ before, changes }: History, { lists }: Checked): string[] {
  if (before === undefined) return ['### Since the last run', '', 'This was the first run.', ''];
  const titles = new Map(lists.map(({ list }) => [list.name, list.title]));
  const title = (name: string) => titles.get(name) ?? name;
  const lines = [
    ...changes.listed.map(result => `- **listed**: ${result.target.name} at ${result.list.title}: ${result.evidence}`),
    ...changes.otherwise.map(
      result => `- **other codes**: ${result.target.name} at ${result.list.title}: ${result.evidence}`,
    ),
    ...changes.delisted.map(
      ({ target, list, since }) =>
        `- **off the list**: ${target} at ${title(list)}, where it was since ${minuteOf(since)} UTC`,
    ),
    ...changes.unusable.map(({ list, reason }) => `- **cannot be believed any more**: ${title(list)}: ${reason}`),
    ...changes.usable.map(({ list }) => `- **works again**: ${title(list)}`),
  ];
  const none = 'Nothing has changed.';
  return [`### Since the last run, ${minuteOf(before)} UTC`, '', ...(lines.length > 0 ? lines : [none]), ''];
}

function listedLines(run: BlocklistRun): string[] {
  const listings = listingsOf(run);
  if (listings.length === 0) return [];
  return ['### Listed', '', ...listings.flatMap(listing => [...oneListing(listing), ''])];
}

function oneListing({ list, target, weight, evidence, explanation, since, seen }: Listed): string[] {
  const when = since === undefined ? '' : `, since ${minuteOf(since)} UTC`;
  const old = seen === undefined ? '' : `, seen last ${minuteOf(seen)} UTC`;
  const uses = usesWords(target.uses);
  return [
    `- **${target.name}** at ${list.title} (${weight}${when}${old}): ${evidence}`,
    ...(uses ? [`  ${uses}`] : []),
    ...(explanation ? [`  The list says: ${printable(explanation)}`] : []),
    ...delistingSteps(list).map(step => `  ${step}`),
  ];
}

/** Of lists that work: what of them is not known today. */
function unknownLines({ checked }: BlocklistRun): string[] {
  const usable = new Set(checked.lists.filter(({ health }) => health.health === 'ok').map(({ list }) => list.name));
  const unknown = checked.results.filter(({ verdict, list }) => verdict === 'unknown' && usable.has(list.name));
  if (unknown.length === 0) return [];
  const lines = unknown
    .slice(0, SHOWN)
    .map(({ target, list, evidence }) => `- ${target.name} at ${list.title}: ${evidence}`);
  const more = unknown.length > SHOWN ? [`- and ${unknown.length - SHOWN} more`] : [];
  return ['### Unknown: what was known before still counts', '', ...lines, ...more, ''];
}

const SHOWN = 20;

function unusableLines({ checked: { lists, resolver } }: BlocklistRun): string[] {
  if (resolver) return ['### No list can be believed', '', `- ${resolver}`, `- ${RESOLVER}`, ''];
  const lines = lists.flatMap(({ list, health }) =>
    health.health === 'ok' ? [] : [`- **${list.title}**: ${health.reason}`, `  ${wayOut(list)}`],
  );
  return lines.length > 0 ? ['### Lists that cannot be believed', '', ...lines, ''] : [];
}

const RESOLVER = 'Ask through a resolver of your own that hands on what it is told: MAILYARD_DNS names it.';

function aside({ checked: { notAsked }, tooLarge }: BlocklistRun): string[] {
  const lists = notAsked.map(({ list, reason }) => `- ${list}: ${reason}`);
  return [
    ...(lists.length > 0 ? ['### Not asked', '', ...lists, ''] : []),
    ...(tooLarge.length > 0
      ? ['### Not watched', '', ...tooLarge.map(network => `- ${network}: more than 256 addresses`), '']
      : []),
  ];
}

/** CONTRACT §3, and what stands behind it. */
function documentOf(run: BlocklistRun): object {
  const { checked, history } = run;
  const spans = new Map(history?.listings.map(listing => [keyOf(listing), listing.span]));
  return {
    lists: checked.lists.map(({ list, health }) => ({
      ...{ list: list.name, health: health.health },
      ...(health.health === 'unusable' && { reason: health.reason, fault: health.fault }),
    })),
    results: checked.results.map(({ target, list, verdict, codes, evidence, weight, explanation }) => ({
      ...{ target: target.name, list: list.name, verdict, codes, evidence },
      ...(verdict === 'listed' && { weight, explanation, delisting: list.delisting }),
      ...standing(spans.get(keyOf({ list, target }))),
    })),
    notAsked: checked.notAsked,
    notWatched: run.tooLarge,
    ...(history && { changes: changesDocument(history) }),
  };
}

/** Also of what is unknown today: it is listed still. */
const standing = (span: VerdictSpan | undefined) =>
  span && { listedSince: new Date(span.since).toISOString(), listedSeen: new Date(span.seen).toISOString() };

function changesDocument({ before, changes }: History): object {
  const of = ({ target, list, codes }: Result) => ({ target: target.name, list: list.name, codes });
  return {
    since: before === undefined ? null : new Date(before).toISOString(),
    listed: changes.listed.map(of),
    otherwise: changes.otherwise.map(of),
    delisted: changes.delisted.map(({ target, list }) => ({ target, list })),
    unusable: changes.unusable.map(({ list, reason }) => ({ list, reason })),
    usable: changes.usable.map(({ list }) => ({ list })),
  };
}

/** Where no list can be believed there was no check. */
function failuresOf({ checked: { lists, resolver } }: BlocklistRun): string[] {
  if (resolver) return [`No list can be believed: ${resolver}.`];
  const blind = lists.length > 0 && lists.every(({ health }) => health.health !== 'ok');
  return blind ? ['No list can be believed: is the resolver one of your own? MAILYARD_DNS names it.'] : [];
}

/** A stranger's text: nothing in it may steer a terminal. */
const printable = (text: string): string => text.replace(/\p{Cc}/gu, ' ').slice(0, 300);
