/** `mailyard dkim emergency`: a key has leaked. It stays until the key is revoked and another one proved. */
import { minuteOf } from '../../dates.ts';
import type { EstateDomain } from '../../estate/estate.ts';
import { emergency } from '../../runtime/dkim/actions/emergency.ts';
import { advanceDomain, type DomainResult } from '../../runtime/dkim/job.ts';
import { lookAtRings } from '../../runtime/dkim/look.ts';
import { nextKey, type Ring, subjectOf } from '../../runtime/dkim/ring.ts';
import { ringId } from '../../runtime/dkim/ring-now.ts';
import type { Passed } from '../../runtime/gate.ts';
import type { Runtime } from '../../runtime/runtime.ts';
import { confirm } from '../confirm.ts';
import type { Context } from '../context.ts';
import { wordsOf } from './dkim-text.ts';
import { chosen, commanded, noSigner, tell } from './dkim-told.ts';

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
    if (!(await confirm('Has a key leaked?', terminal, yes))) return undefined;
    const told: Passed[] = [];
    const why = 'a person says that a key has leaked';
    for (const { ring, domain } of rings)
      told.push(await tell(runtime, emergency, domain, { subject: subjectOf(ring), parameters: ringId(ring), why }));
    const result = await untilRevoked(runtime, first.domain, context);
    if (!context.options.json) for (const line of afterLeak(result, runtime.now())) terminal.print(line);
    return { told, results: [result] };
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
    const pause = open.some(({ stopped }) => stopped) ? 6 * PAUSE_MS : PAUSE_MS;
    // Told to stop, it looks once more, and says how far it is.
    await runtime.sleep(pause).catch(() => {});
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
