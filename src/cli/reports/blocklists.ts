/** `mailyard blocklists check [NAME or IP…]`: what the blocklists say of the estate, or of what is named; first what has changed. */
import { query } from '../../dns/client.ts';
import { resolverFrom } from '../../dns/server.ts';
import { onInterrupt } from '../../engine/interrupt.ts';
import { MailyardError } from '../../error.ts';
import { hasErrors } from '../../inventory/finding.ts';
import { loadEstate } from '../../load-estate.ts';
import { type CheckOptions, checkBlocklists } from '../../runtime/blocklists/check.ts';
import { chooseLists } from '../../runtime/blocklists/lists.ts';
import { namedTargets } from '../../runtime/blocklists/named.ts';
import { reportOf } from '../../runtime/blocklists/report.ts';
import { type BlocklistRun, runBlocklists } from '../../runtime/blocklists/run.ts';
import { type Target, watchedOf } from '../../runtime/blocklists/targets.ts';
import type { Context } from '../context.ts';
import { printJson } from '../json.ts';
import { withRuntime } from '../open-runtime.ts';
import { exitCodeOf, printReport } from '../report-text.ts';
import type { Terminal } from '../terminal.ts';
import { durationOf } from './duration.ts';

interface Asked {
  context: Context;
  signal: AbortSignal;
  options: CheckOptions;
}

/** 2 where something is listed. 1 where no list could be believed: then there was no check, whatever was listed before. */
export async function check(
  context: Context,
  { confirmAfter = '10s' }: { confirmAfter?: string },
  names: string[],
): Promise<number> {
  const { terminal } = context;
  const confirmAfterMs = durationOf('--confirm-after', confirmAfter);
  const interrupt = onInterrupt(() => terminal.note('Stopping: nothing of this run counts.'));
  let progress: ReturnType<Terminal['progress']> | undefined;
  const onProgress = (done: number, total: number) => {
    progress ??= terminal.progress(total, 'questions');
    progress.step(done);
    if (done === total) progress.end();
  };
  const asked = { context, signal: interrupt.signal, options: { confirmAfterMs, onProgress } };
  try {
    const report = reportOf(await (names.length > 0 ? checkNamed(asked, names) : checkEstate(asked)));
    if (context.options.json) printJson(report.document);
    else printReport(report, terminal);
    return exitCodeOf(report);
  } catch (error) {
    if (!interrupt.signal.aborted) throw error;
    return 130;
  } finally {
    interrupt.dispose();
  }
}

const checkEstate = ({ context, signal, options }: Asked, only?: Target[]): Promise<BlocklistRun> =>
  withRuntime(context, runtime => runBlocklists(runtime, { ...options, only }), { signal });

/** What is of the estate has a history in the ledger; what is not is asked for here and now. Neither needs the other to be readable. */
async function checkNamed(asked: Asked, names: string[]): Promise<BlocklistRun> {
  const { context, signal, options } = asked;
  const { estate, templates, findings } = loadEstate(context.sources, 'errors');
  const watched = estate && !hasErrors(findings) ? watchedOf(estate) : undefined;
  const targets = namedTargets(names, watched);
  if (targets.some(({ uses }) => uses.length > 0)) {
    try {
      return await checkEstate(asked, targets);
    } catch (error) {
      if (!(error instanceof MailyardError && error.code.startsWith('ledger-'))) throw error;
      context.terminal.note(`Nothing is known of earlier runs: ${error.message}`);
    }
  }
  const sleep = (milliseconds: number) => context.clock.sleep(milliseconds, signal);
  const world = { query, resolver: resolverFrom(context.env), sleep, signal };
  const choice = chooseLists(templates.blocklists.values(), targets, context.env);
  const checked = await checkBlocklists(world, choice, options);
  signal.throwIfAborted();
  return { checked, tooLarge: [] };
}
