/** What the commands of `mailyard dkim` share: each tells the gate what a person wants, goes on as the job does, and says what came of it. */
import { onInterrupt } from '../../engine/interrupt.ts';
import { MailyardError } from '../../error.ts';
import type { EstateDomain } from '../../estate/estate.ts';
import type { Action } from '../../runtime/action.ts';
import { type DomainResult, dkim } from '../../runtime/dkim/job.ts';
import { reportOf } from '../../runtime/dkim/report.ts';
import { nextKey, subjectOf } from '../../runtime/dkim/ring.ts';
import { gate, type Passed } from '../../runtime/gate.ts';
import type { Runtime } from '../../runtime/runtime.ts';
import type { Context } from '../context.ts';
import { printJson } from '../json.ts';
import { openRuntime } from '../open-runtime.ts';
import { exitCodeOf, printReport } from '../report-text.ts';
import { domainNamed } from '../selected.ts';
import { NONE, wordsOf } from './dkim-text.ts';

export interface Told {
  /** What the person commanded. */
  told: Passed[];
  /** What followed from it, as of the job. */
  results: DomainResult[];
  /** Domains of which nobody could tell, and why. */
  failures?: string[];
}

/** Exit 1: something was refused or failed, or a person said no or stopped it. Exit 2: something needs a person. */
export async function commanded(
  context: Context,
  work: (runtime: Runtime) => Promise<Told | undefined>,
): Promise<number> {
  const { terminal, options } = context;
  const interrupt = onInterrupt(() => terminal.note('Stopping: what is under way is ended first.'));
  const { tick, close } = await openRuntime(context, { signal: interrupt.signal });
  try {
    const runtime = tick();
    if (dkim.isWanted?.(runtime)) runtime.keys();
    const done = await work(runtime);
    if (!done) return 1;
    const { told, results, failures = [] } = done;
    const report = reportOf(results, told);
    const refused = told.filter(({ outcome }) => outcome !== 'done');
    const refusals = [...failures, ...refused.map(({ outcome, decision }) => decision.steps.at(-1)?.detail ?? outcome)];
    if (options.json) printJson({ ...report.document, refusals });
    else if (told.length === 0 && results.every(isNothing)) terminal.print(NONE);
    else if (results.length > 0) {
      const more = [...refusals.map(refusal => `- refused: ${refusal}`), ...waitingLines(results)];
      printReport({ ...report, detail: [...report.detail, ...more] }, terminal);
    }
    return refusals.length > 0 || interrupt.signal.aborted ? 1 : exitCodeOf(report);
  } finally {
    await close();
    interrupt.dispose();
  }
}

const isNothing = ({ rings, providers, failures }: DomainResult): boolean =>
  rings.length + providers.length + failures.length === 0;

/** What is still to come, so that nobody wonders why nothing has switched yet. */
const waitingLines = (results: readonly DomainResult[]): string[] =>
  results
    .flatMap(({ rings }) => rings)
    .filter(({ ring, stopped }) => nextKey(ring) && !stopped)
    .map(({ ring, step }) => `- ${subjectOf(ring)} ${wordsOf(step)}`);

export const tell = <P>(
  runtime: Runtime,
  action: Action<P>,
  { segment, domain }: EstateDomain,
  about: { subject: string; parameters: P; why: string },
): Promise<Passed> => gate(runtime, action, { ...about, segment, domain, evidence: {}, mode: 'told' });

/** For the named domains alone. Throws `unknown-domain`. */
export function chosen(runtime: Runtime, named: readonly string[]): Runtime {
  if (named.length === 0) return runtime;
  const domains = named.map(name => domainNamed(runtime.estate, name));
  return Object.create(runtime, {
    selects: { value: (domain: EstateDomain) => domains.includes(domain) },
  }) as Runtime;
}

/** `failure`: why nobody could tell. */
export const noSigner = (
  named: string,
  failure = `${named} names no signer whose keys Mailyard makes.`,
): MailyardError =>
  new MailyardError('dkim-no-signer', failure, {
    fix: 'Name one under `dkim.signers` in the inventory: docs/dkim-signers.md says which there are.',
  });
