/** `mailyard dkim ensure | rotate | rollback`: what a person commands now, past the modes and never past a safeguard. */
import { MailyardError } from '../../error.ts';
import { providerRotate } from '../../runtime/dkim/actions/provider-rotate.ts';
import { rollback } from '../../runtime/dkim/actions/rollback.ts';
import { start } from '../../runtime/dkim/actions/start.ts';
import { advanceAll, advanceDomain } from '../../runtime/dkim/job.ts';
import { lookAtRings } from '../../runtime/dkim/look.ts';
import { activeKey, nextKey, subjectOf } from '../../runtime/dkim/ring.ts';
import { ringId } from '../../runtime/dkim/ring-now.ts';
import type { Passed } from '../../runtime/gate.ts';
import type { Context } from '../context.ts';
import { chosen, commanded, noSigner, tell } from './dkim-told.ts';

/** The first keys, what was begun, and a signer that somebody changed by hand. */
export async function ensure(context: Context): Promise<number> {
  return commanded(context, async runtime => {
    const told: Passed[] = [];
    for (const { ring, domain, sight } of (await lookAtRings(runtime)).rings) {
      const active = activeKey(ring);
      if (!active || nextKey(ring) || !('with' in sight.signs) || sight.signs.with === active.selector) continue;
      const parameters = { ...ringId(ring), to: active.selector };
      const why = 'its signer is to use its key again';
      told.push(await tell(runtime, rollback, domain, { subject: subjectOf(ring), parameters, why }));
    }
    return { told, results: await advanceAll(runtime, true) };
  });
}

/** A new key for each of them, whatever its age. */
export async function rotate(context: Context, _options: Record<string, unknown>, named: string[]): Promise<number> {
  const { selection } = context;
  if (named.length + selection.segments.length + selection.domains.length === 0)
    throw new MailyardError('usage', 'Whose keys are to be rotated?', {
      fix: 'Name domains, or choose them with --segment or --domain; `--domain "*"` is all of them.',
    });
  const why = 'a new key was asked for';
  return commanded(context, async runtime => {
    const { rings, others, failures } = await lookAtRings(chosen(runtime, named));
    const rotating = others.filter(({ signing: { signer } }) => signer.kind === 'rotates' && signer.rotate);
    if (rings.length + rotating.length + failures.length === 0) throw noSigner(named.join(', ') || 'What is chosen');
    const told: Passed[] = [];
    for (const { ring, domain } of rings.filter(each => each.ring.wanted)) {
      const replaces = activeKey(ring)?.selector;
      const parameters = { ...ringId(ring), ...(replaces && { replaces }) };
      told.push(await tell(runtime, start, domain, { subject: subjectOf(ring), parameters, why }));
    }
    for (const { domain, signing } of rotating) {
      const { signs, signer } = signing;
      const parameters = { of: domain.domain, domain: signs, signer: signer.name };
      told.push(await tell(runtime, providerRotate, domain, { subject: `${signs}/${signer.name}`, parameters, why }));
    }
    const domains = new Set([...rings, ...rotating].map(({ domain }) => domain));
    const results = await Promise.all([...domains].map(each => advanceDomain(runtime, each, true)));
    return { told, results, failures };
  });
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
    const told: Passed[] = [];
    for (const { ring, domain } of meant) {
      const parameters = { ...ringId(ring), ...(to !== undefined && { to: String(to) }) };
      const why = 'a person goes back to the key before';
      told.push(await tell(runtime, rollback, domain, { subject: subjectOf(ring), parameters, why }));
    }
    return { told, results: [await advanceDomain(runtime, first.domain, true)] };
  });
}
