/** What a run found against what the ledger has: the difference that people read first. Pure. */
import type { HealthSpan, ListHealth, SeenRun, SeenVerdict, VerdictSpan } from '../../ledger/blocklists.ts';
import type { Checked, Result } from './check.ts';

export interface Before {
  verdicts: readonly VerdictSpan[];
  health: readonly HealthSpan[];
}

export interface Changes {
  listed: Result[];
  /** As they were. */
  delisted: VerdictSpan[];
  /** Listed before and now, with other codes. */
  otherwise: Result[];
  unusable: ListHealth[];
  usable: ListHealth[];
}

/** A list that could not be used in the first run is as new as one that broke. */
export function changesOf({ verdicts, health }: Before, { results, lists }: Checked): Changes {
  const before = new Map(verdicts.map(span => [keyOf(span), span]));
  const of = (result: Result) => before.get(`${result.list.name} ${result.target.name}`);
  const listed = results.filter(({ verdict }) => verdict === 'listed');
  const clean = results.filter(({ verdict }) => verdict === 'clean');
  const healths = new Map(health.map(list => [list.list, list.health]));
  const seen = lists.map(healthOfList);
  return {
    listed: listed.filter(result => of(result)?.verdict !== 'listed'),
    delisted: clean.flatMap(result => of(result) ?? []).filter(({ verdict }) => verdict === 'listed'),
    otherwise: listed.filter(result => {
      const span = of(result);
      return span?.verdict === 'listed' && span.codes.join() !== result.codes.join();
    }),
    unusable: seen.filter(list => list.health === 'unusable' && healths.get(list.list) !== 'unusable'),
    usable: seen.filter(list => list.health === 'ok' && healths.get(list.list) === 'unusable'),
  };
}

/** What of a run is written: what it does not know leaves everything as it was. */
export function seenOf({ results, lists }: Checked, gone: SeenRun['gone']): SeenRun {
  return {
    verdicts: results.flatMap(({ target, list, verdict, codes, weight, evidence }): SeenVerdict[] =>
      verdict === 'unknown' ? [] : [{ target: target.name, list: list.name, verdict, codes, weight, evidence }],
    ),
    health: lists.map(healthOfList),
    gone,
  };
}

const healthOfList = ({ list, health }: Checked['lists'][number]): ListHealth => ({
  list: list.name,
  ...(health.health === 'ok' ? { health: 'ok', reason: '' } : { health: 'unusable', reason: health.reason }),
});

const keyOf = ({ target, list }: VerdictSpan): string => `${list} ${target}`;
