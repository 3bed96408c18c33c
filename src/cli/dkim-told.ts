/** What the commands of `mailyard dkim` share: each tells the gate what a person wants, goes on as the job does, and says what came of it. */
import { MailyardError } from '../error.ts';
import type { EstateDomain } from '../estate/estate.ts';
import { nearest } from '../inventory/nearest.ts';
import type { Action } from '../runtime/action.ts';
import type { DomainResult } from '../runtime/dkim/job.ts';
import { reportOf } from '../runtime/dkim/report.ts';
import { nextKey, subjectOf } from '../runtime/dkim/ring.ts';
import { gate, type Passed } from '../runtime/gate.ts';
import type { Runtime } from '../runtime/runtime.ts';
import type { Context } from './context.ts';
import { wordsOf } from './dkim-text.ts';
import { printJson } from './json.ts';
import { printReport } from './report-text.ts';
import { openRuntime } from './runtime.ts';

export interface Told {
  /** What the person commanded. */
  told: Passed[];
  /** What followed from it, as of the job. */
  results: DomainResult[];
  /** Domains of which nobody could tell, and why. */
  failures?: string[];
}

/** Exit 1: something was refused or failed. Exit 2: something needs a person. */
export async function commanded(context: Context, work: (runtime: Runtime) => Promise<Told>): Promise<number> {
  const { terminal, options } = context;
  const { tick, close } = await openRuntime(context);
  try {
    const runtime = tick();
    runtime.keys();
    const { told, results, failures = [] } = await work(runtime);
    const report = reportOf(results, told);
    const refused = told.filter(({ outcome }) => outcome !== 'done');
    const refusals = [...failures, ...refused.map(({ outcome, decision }) => decision.steps.at(-1)?.detail ?? outcome)];
    if (options.json) printJson({ ...report.document, refusals });
    else if (results.length > 0) {
      const more = [...refusals.map(refusal => `- refused: ${refusal}`), ...waitingLines(results)];
      printReport({ ...report, detail: [...report.detail, ...more] }, terminal);
    }
    return refusals.length + report.failures.length > 0 ? 1 : report.findings > 0 ? 2 : 0;
  } finally {
    await close();
  }
}

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
  const names = runtime.estate.domains.map(({ domain }) => domain);
  const strange = named.find(name => !names.includes(name));
  if (strange !== undefined) {
    const near = nearest(strange, names);
    throw new MailyardError('unknown-domain', `There is no domain ${strange} in the inventory.`, {
      fix: near ? `Did you mean ${near}?` : 'Domains are written as they stand there.',
    });
  }
  return Object.create(runtime, {
    selects: { value: ({ domain }: EstateDomain) => named.includes(domain) },
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
