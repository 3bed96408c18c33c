/** A run that the ledger remembers: what is watched of the estate is asked for, written down, and told where it has changed. */
import { healthNow, recordBlocklists, type VerdictSpan, verdictsNow } from '../../ledger/blocklists.ts';
import type { Runtime } from '../runtime.ts';
import { type Changes, changesOf, seenOf } from './changes.ts';
import { type Checked, type CheckOptions, checkBlocklists } from './check.ts';
import type { Listing } from './listing.ts';
import { chooseLists } from './lists.ts';
import { listingsNow, settle } from './settle.ts';
import { type Target, type Watched, watchedOf } from './targets.ts';

export interface BlocklistRun {
  checked: Checked;
  /** Networks that are too large to be watched. */
  tooLarge: string[];
  /** None without a ledger. */
  history?: History;
}

export interface History {
  /** Epoch milliseconds of the last run before; undefined: this was the first. */
  before?: number;
  changes: Changes;
  /** What stands now of the targets that were asked for, this run's unknown ones as they were. */
  listings: Listing[];
}

export interface RunOptions extends CheckOptions {
  /** Default: all that is watched of the domains that `--segment` and `--domain` choose. */
  only?: readonly Target[];
}

/** Rejects where it was told to stop, and then nothing of it is kept. */
export async function runBlocklists(runtime: Runtime, options: RunOptions): Promise<BlocklistRun> {
  const { ledger, templates, env, estate } = runtime;
  const watched = watchedOf(estate);
  const targets = options.only ?? chosen(runtime, watched);
  const before = { verdicts: await verdictsNow(ledger), health: await healthNow(ledger) };
  const choice = chooseLists(templates.blocklists.values(), targets, env);
  const checked = await checkBlocklists(runtime, choice, options);
  // What was not asked any more must not stand as what lists do not answer.
  runtime.signal.throwIfAborted();
  const isGone = ({ target, list: name }: VerdictSpan) => {
    const list = templates.blocklists.get(name);
    return !watched.targets.has(target) || !list || list.disabled !== undefined;
  };
  await recordBlocklists(ledger, seenOf(watchedOnly(checked, watched), before.verdicts.filter(isGone)), runtime.now());
  await settle(runtime, watched, new Set(choice.notAsked.map(({ list }) => list)));
  const names = new Set(targets.map(({ name }) => name));
  const listings = (await listingsNow(runtime, watched)).filter(({ target }) => names.has(target.name));
  const seen = before.health.map(list => list.seen);
  return {
    checked,
    tooLarge: options.only ? [] : watched.tooLarge,
    history: {
      ...(seen.length > 0 && { before: Math.max(...seen) }),
      ...{ changes: changesOf(before, checked), listings },
    },
  };
}

function chosen({ estate, selects }: Runtime, { targets }: Watched): Target[] {
  const domains = new Set(estate.domains.filter(selects).map(({ domain }) => domain));
  return [...targets.values()].filter(({ uses }) => uses.some(({ domain }) => domains.has(domain)));
}

/** A name that was asked for besides, and is not of the estate, has no history. */
const watchedOnly = (checked: Checked, { targets }: Watched): Checked => ({
  ...checked,
  results: checked.results.filter(({ target }) => targets.has(target.name)),
});
