/** `mailyard dkim ensure | rotate | emergency | rollback`: what a person commands now, past the modes and never past a safeguard. */
import { minuteOf } from '../dates.ts';
import { MailyardError } from '../error.ts';
import type { EstateDomain } from '../estate/estate.ts';
import { nearest } from '../inventory/nearest.ts';
import type { Action } from '../runtime/action.ts';
import { emergency } from '../runtime/dkim/actions/emergency.ts';
import { rollback } from '../runtime/dkim/actions/rollback.ts';
import { start } from '../runtime/dkim/actions/start.ts';
import { advanceAll, advanceDomain, type DomainResult } from '../runtime/dkim/job.ts';
import { lookAtRings } from '../runtime/dkim/look.ts';
import { reportOf } from '../runtime/dkim/report.ts';
import { activeKey, nextKey, type Ring, subjectOf } from '../runtime/dkim/ring.ts';
import { type RingId, ringId } from '../runtime/dkim/ring-now.ts';
import { gate } from '../runtime/gate.ts';
import type { Runtime } from '../runtime/runtime.ts';
import { confirm } from './confirm.ts';
import type { Context } from './context.ts';
import { wordsOf } from './dkim-text.ts';
import { printJson } from './json.ts';
import { openRuntime } from './runtime.ts';

/** The first keys, what was begun, and a signer that somebody changed by hand. */
export async function ensure(context: Context): Promise<number> {
  return commanded(context, async runtime => {
    const { rings } = await lookAtRings(runtime);
    const changed = rings.filter(({ ring, sight }) => {
      const active = activeKey(ring);
      return active && !nextKey(ring) && 'with' in sight.signs && sight.signs.with !== active.selector;
    });
    const refusals: string[] = [];
    for (const { ring, domain } of changed)
      refusals.push(
        ...(await tell(runtime, domain, ring, rollback, { ...ringId(ring), to: activeKey(ring)?.selector }, AGAIN)),
      );
    return { results: await advanceAll(runtime, true), refusals };
  });
}

const AGAIN = 'its signer is to use its key again';

/** A new key for each of them, whatever its age. */
export async function rotate(context: Context, _options: Record<string, unknown>, named: string[]): Promise<number> {
  const { selection } = context;
  if (named.length + selection.segments.length + selection.domains.length === 0)
    throw new MailyardError('usage', 'Whose keys are to be rotated?', {
      fix: 'Name domains, or choose them with --segment or --domain; `--domain "*"` is all of them.',
    });
  return commanded(context, async runtime => {
    const { rings, failures } = await lookAtRings(chosen(runtime, named));
    if (rings.length === 0 && failures.length === 0) throw noSigner(named.join(', ') || 'What is chosen');
    const refusals = [...failures];
    for (const { ring, domain } of rings.filter(each => each.ring.wanted)) {
      const replaces = activeKey(ring)?.selector;
      const parameters = { ...ringId(ring), ...(replaces && { replaces }) };
      refusals.push(...(await tell(runtime, domain, ring, start, parameters, 'a new key was asked for')));
    }
    const domains = new Set(rings.map(({ domain }) => domain));
    return { results: await Promise.all([...domains].map(each => advanceDomain(runtime, each, true))), refusals };
  });
}

/** `failure`: why nobody could tell. */
const noSigner = (named: string, failure = `${named} names no signer whose keys Mailyard makes.`): MailyardError =>
  new MailyardError('dkim-no-signer', failure, {
    fix: 'Name one under `dkim.signers` in the inventory: docs/dkim-signers.md says which there are.',
  });

const PATIENCE_MS = 600_000;
const PAUSE_MS = 5_000;

/** Until the leaked key is revoked and another one proved, or ten minutes are over; the job goes on from there. */
export async function leaked(
  context: Context,
  { yes }: Record<string, unknown>,
  [named = '']: string[],
): Promise<number> {
  const { terminal } = context;
  return commanded(context, async runtime => {
    const { rings, failures } = await lookAtRings(chosen(runtime, [named]));
    const [first] = rings;
    if (!first) throw noSigner(named, failures[0]);
    const keys = rings.flatMap(({ ring }) =>
      ring.keys.filter(({ phase }) => phase === 'active' || phase === 'retiring'),
    );
    terminal.print(
      `${named} will send nothing until a new key is proved. ${lossOf(keys.map(({ selector }) => selector))}`,
    );
    if (!(await confirm('Has a key leaked?', terminal, yes))) return { results: [], refusals: [] };
    const refusals: string[] = [];
    for (const { ring, domain } of rings)
      refusals.push(
        ...(await tell(runtime, domain, ring, emergency, ringId(ring), 'a person says that a key has leaked')),
      );
    const result = await untilRevoked(runtime, first.domain, context);
    if (!context.options.json) for (const line of afterLeak(result, runtime.now())) terminal.print(line);
    return { results: [result], refusals };
  });
}

async function untilRevoked(runtime: Runtime, domain: EstateDomain, { terminal }: Context): Promise<DomainResult> {
  const end = runtime.now() + PATIENCE_MS;
  const done: string[] = [];
  let said = '';
  for (;;) {
    const result = await advanceDomain(runtime, domain, true);
    for (const { done: steps } of result.rings) done.push(...steps);
    const open = result.rings.filter(({ ring }) => isOpen(ring));
    if (open.length === 0 || runtime.now() > end || runtime.signal.aborted)
      return { ...result, rings: result.rings.map((each, at) => ({ ...each, done: at === 0 ? done : [] })) };
    const words = open.map(({ step, stopped }) => stopped?.reason ?? wordsOf(step)).join('; ');
    if (words !== said) terminal.note(words);
    said = words;
    // What fails is tried again less often: each try is a decision in the ledger.
    await runtime.sleep(open.some(({ stopped }) => stopped) ? 6 * PAUSE_MS : PAUSE_MS);
  }
}

const lossOf = (selectors: readonly string[]): string =>
  selectors.length === 0
    ? 'No key of it signs yet, so none is revoked.'
    : `Revoked at once after that: ${selectors.join(', ')}. Mail that was signed with ${selectors.length === 1 ? 'it' : 'them'} and is still on its way will fail DKIM.`;

const isOpen = (ring: Ring): boolean =>
  nextKey(ring) !== undefined || ring.keys.some(({ phase, stands }) => phase === 'compromised' && stands === 'key');

function afterLeak({ rings }: DomainResult, now: number): string[] {
  const revoked = rings.flatMap(({ ring }) =>
    ring.keys
      .filter(({ phase, stands }) => phase === 'compromised' && stands === 'revoked')
      .map(key => ({ key, until: (key.revokedAt ?? now) + ring.settings.ttl * 1000 })),
  );
  const open = rings.filter(({ ring }) => isOpen(ring));
  return [
    ...revoked.map(
      ({ key, until }) =>
        `${key.selector} is revoked. Forged mail can verify until ${minuteOf(until)} UTC, when caches have forgotten it.`,
    ),
    ...(open.length > 0
      ? [
          `Not done yet: ${open
            .map(({ step, stopped }) => stopped?.reason ?? wordsOf(step))
            .join('; ')
            .replace(/\.$/, '')}. \`mailyard run\` goes on, or this command again.`,
        ]
      : revoked.length > 0
        ? ['Mail that waits in queues was signed with the old key: requeue it, so that it is signed anew.']
        : []),
  ];
}

/** Back to the key before, or to the one that is named. */
export async function back(context: Context, { to }: Record<string, unknown>, [named = '']: string[]): Promise<number> {
  return commanded(context, async runtime => {
    const { rings, failures } = await lookAtRings(chosen(runtime, [named]));
    const [first] = rings;
    if (!first) throw noSigner(named, failures[0]);
    const meant =
      to === undefined ? rings : rings.filter(({ ring }) => ring.keys.some(({ selector }) => selector === to));
    if (meant.length === 0)
      throw new MailyardError('dkim-no-way-back', `${named} has no key ${String(to)}.`, {
        fix: '`mailyard dkim status` shows those that there are.',
      });
    const refusals: string[] = [];
    for (const { ring, domain } of meant) {
      const parameters = { ...ringId(ring), ...(to !== undefined && { to: String(to) }) };
      refusals.push(
        ...(await tell(runtime, domain, ring, rollback, parameters, 'a person goes back to the key before')),
      );
    }
    return { results: [await advanceDomain(runtime, first.domain, true)], refusals };
  });
}

/** What was refused, as sentences. */
async function tell<P extends RingId>(
  runtime: Runtime,
  domain: EstateDomain,
  ring: Ring,
  action: Action<P>,
  parameters: P,
  why: string,
): Promise<string[]> {
  const about = { subject: subjectOf(ring), segment: domain.segment, domain: domain.domain, why };
  const { outcome, decision } = await gate(runtime, action, { ...about, parameters, evidence: {}, mode: 'told' });
  return outcome === 'done' ? [] : [decision.steps.at(-1)?.detail ?? outcome];
}

interface Commanded {
  results: DomainResult[];
  refusals: string[];
}

/** Exit 1: something was refused or failed. Exit 2: something needs a person. */
async function commanded(context: Context, work: (runtime: Runtime) => Promise<Commanded>): Promise<number> {
  const { terminal, options } = context;
  const { tick, close } = await openRuntime(context);
  try {
    const runtime = tick();
    runtime.keys();
    const { results, refusals } = await work(runtime);
    const report = reportOf(results);
    const failures = [...refusals, ...report.failures];
    if (options.json) printJson({ ...report.document, refusals });
    else if (results.length > 0) {
      terminal.print(report.summary);
      for (const line of report.detail) terminal.print(line);
      for (const refusal of refusals) terminal.print(`- refused: ${refusal}`);
      for (const line of waitingLines(results)) terminal.print(line);
    }
    return failures.length > 0 ? 1 : report.findings > 0 ? 2 : 0;
  } finally {
    await close();
  }
}

/** What is still to come, so that nobody wonders why nothing has switched yet. */
function waitingLines(results: readonly DomainResult[]): string[] {
  return results.flatMap(({ rings }) =>
    rings
      .filter(({ ring, stopped }) => nextKey(ring) && !stopped)
      .map(({ ring, step }) => `- ${subjectOf(ring)} ${wordsOf(step)}`),
  );
}

function chosen(runtime: Runtime, named: readonly string[]): Runtime {
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
