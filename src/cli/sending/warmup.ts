/** `mailyard warmup`: where each warm-up is, what comes next, and a person's word to stop one or to let it go on. */
import { isIP } from 'node:net';
import { sendersOf } from '../../estate/capacity/senders.ts';
import type { EstateDomain } from '../../estate/estate.ts';
import { allProgress } from '../../ledger/warmup.ts';
import type { Runtime } from '../../runtime/runtime.ts';
import { evaluateAll } from '../../runtime/warmup/evaluate.ts';
import { reportOf } from '../../runtime/warmup/job.ts';
import { patchOf } from '../../runtime/warmup/patch.ts';
import { statusOf } from '../../runtime/warmup/status.ts';
import { holdNow, resumeNow } from '../../runtime/warmup/told.ts';
import { weeksOf } from '../../runtime/warmup/weeks.ts';
import type { Context } from '../context.ts';
import { printJson } from '../json.ts';
import { writeNamed } from '../named-file.ts';
import { withRuntime } from '../open-runtime.ts';
import { exitCodeOf } from '../report-text.ts';
import { choosesDomain, domainNamed } from '../selected.ts';
import type { Terminal } from '../terminal.ts';
import { printAdvance } from './warmup-advance-text.ts';
import { printStatus, printWeeks } from './warmup-text.ts';

/** Of the named domains, or of those that `--segment` and `--domain` choose. */
export async function status(context: Context, _: unknown, names: string[]): Promise<number> {
  return withRuntime(context, async runtime => {
    const named = names.map(name => domainNamed(runtime.estate, name));
    const chosen = choosesDomain(context.selection);
    const isShown = (domain: EstateDomain) => (named.length > 0 ? named.includes(domain) : chosen(domain));
    const found = await statusOf(runtime, isShown);
    const senders = named.length > 0 ? sendersOf(runtime.estate, runtime.templates, runtime.estate.today) : [];
    const plans = senders
      .filter(({ domain }) => named.includes(domain))
      .map(sender => ({ domain: sender.domain.domain, plan: weeksOf(sender, runtime) }));
    if (context.options.json) {
      const planOf = (name: string) => plans.find(({ domain }) => domain === name);
      printJson({
        domains: found.domains.map(each => ({ ...documentOf(each), ...planOf(each.name) })),
        mailboxes: found.mailboxes.map(documentOf),
        ips: found.ips.map(documentOf),
      });
      return 0;
    }
    printStatus(found, context.terminal);
    for (const plan of plans) printWeeks(plan, context.terminal);
    return 0;
  });
}

/** `domain` is its name in CONTRACT §3; what is not known is null. */
const documentOf = ({
  name,
  domain,
  schedule,
  gate,
  allowedToday,
  limit,
  ...rest
}: Awaited<ReturnType<typeof statusOf>>['domains'][number]) => ({
  ...{ domain: domain ?? name, name, schedule: schedule ?? null, gate: gate ?? null },
  ...{ allowedToday: allowedToday ?? null, limit: limit ?? null, ...rest },
});

/** 1: something failed. 2: something needs a person. */
export async function advance(context: Context, { patch }: { patch?: string }): Promise<number> {
  return withRuntime(context, async runtime => {
    const found = await evaluateAll(runtime);
    const report = reportOf(found);
    const proposal = patch === undefined ? undefined : await writePatch(runtime, patch);
    if (context.options.json) {
      const { document, summary, failures } = report;
      printJson({ ...document, summary, failures, ...(proposal && { patch: proposal }) });
    } else printAdvance(found, report, context.terminal);
    if (proposal) tellPatch(proposal, context.terminal);
    return exitCodeOf(report);
  });
}

async function writePatch({ estate, ledger, templates }: Runtime, file: string) {
  const { text, ...rest } = patchOf(estate, await allProgress(ledger), templates);
  writeNamed(file, text);
  return { file, ...rest };
}

function tellPatch({ file, changes, byHand }: Awaited<ReturnType<typeof writePatch>>, { note }: Terminal): void {
  for (const change of changes) note(change);
  for (const change of byHand) note(`By hand, as it stands in a way that cannot be edited: ${change}`);
  note(
    changes.length > 0
      ? `\`git apply ${file}\` takes that into the inventories.`
      : `${file} is empty: the inventories say it all.`,
  );
}

export const hold = (context: Context, { why }: { why?: string }, [name]: string[]): Promise<number> =>
  told(context, name, (runtime, subject) => holdNow(runtime, subject, why));

export const resume = (context: Context, _: unknown, [name]: string[]): Promise<number> =>
  told(context, name, resumeNow);

async function told(
  context: Context,
  name: string | undefined,
  tell: (runtime: Runtime, subject: string) => Promise<{ says: string; decision: number }>,
): Promise<number> {
  return withRuntime(context, async runtime => {
    const { says, decision } = await tell(runtime, subjectOf(runtime, name ?? ''));
    if (context.options.json) printJson({ subject: name, says, decision });
    else context.terminal.print(`${says} (decision ${decision})`);
    return 0;
  });
}

/** A domain, or a network of addresses as `sendingIps` has it. */
function subjectOf({ estate }: Runtime, name: string): string {
  const subject = name.toLowerCase();
  return isIP(subject.split('/')[0] ?? '') > 0 ? subject : domainNamed(estate, subject).domain;
}
