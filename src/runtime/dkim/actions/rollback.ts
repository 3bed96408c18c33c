/** Back to an older key that is still in DNS, or to the active one that the signer does not use. Never to a revoked or leaked one. */
import { MailyardError } from '../../../error.ts';
import { changeKeys, type DkimKey, type KeyChange } from '../../../ledger/dkim.ts';
import type { Action } from '../../action.ts';
import { activeKey, nextKey, type Ring, retire } from '../ring.ts';
import { type RingId, ringNow } from '../ring-now.ts';
import { type Sight, servedOf } from '../sight.ts';
import { moved } from './key-step.ts';

export interface Rollback extends RingId {
  /** Default: what signed before. */
  to?: string;
}

export const rollback: Action<Rollback> = {
  name: 'dkim.rollback',
  job: 'dkim',
  async perform(runtime, parameters, decision) {
    const { ring, sight } = await ringNow(runtime, parameters);
    const target = targetOf(ring, sight, parameters.to);
    const at = runtime.now();
    const next = nextKey(ring);
    const back: KeyChange = { phase: 'published', switchingAt: at, mandate: decision, problem: undefined };
    const changes = [...(next ? [{ key: next, change: aside(next, at) }] : []), { key: target, change: back }];
    if (!(await changeKeys(runtime.ledger, changes))) throw moved('Its keys changed in this moment.');
    return `${ring.signer.title} goes back to ${target.selector} for ${ring.domain}`;
  },
};

/** A next key gives its place up; mail may have been signed with it, and its selector never comes back. */
const aside = ({ phase }: DkimKey, at: number): KeyChange =>
  phase === 'generated' ? { phase: 'removed', removedAt: at, privateKey: undefined } : retire(at);

/** Throws `dkim-no-way-back`. */
export function targetOf(ring: Ring, sight: Sight, wanted: string | undefined): DkimKey {
  const key = wanted === undefined ? before(ring, sight) : ring.keys.find(({ selector }) => selector === wanted);
  if (!key) throw noWay(ring, wanted ? `it has no key ${wanted}` : 'no key that signed before is still in use');
  if (key.phase !== 'active' && key.phase !== 'retiring') throw noWay(ring, `${key.selector} is ${key.phase}`);
  const { state, evidence } = servedOf(key, sight);
  if (state !== 'key') throw noWay(ring, `not every server serves ${key.selector} (${evidence})`);
  return key;
}

/** From a switch that nothing proves yet to the active key; where somebody changed the signer by hand, to what it signs with; else to the one before. */
function before(ring: Ring, { signs }: Sight): DkimKey | undefined {
  if (nextKey(ring)?.switchingAt !== undefined) return activeKey(ring);
  const retiring = ring.keys.filter(({ phase, activeAt }) => phase === 'retiring' && activeAt !== undefined);
  const byHand = 'with' in signs ? retiring.find(({ selector }) => selector === signs.with) : undefined;
  return byHand ?? retiring.sort((a, b) => (b.activeAt ?? 0) - (a.activeAt ?? 0))[0];
}

const noWay = ({ domain, signer, algorithm }: Ring, why: string): MailyardError =>
  new MailyardError(
    'dkim-no-way-back',
    `${domain} cannot go back to another ${algorithm} key at ${signer.title}: ${why}.`,
    {
      fix: 'A key that is retiring can be gone back to; for anything else there is `mailyard dkim rotate`.',
    },
  );
