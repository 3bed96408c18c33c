/** What the ledger says of domains that a change touches: listed ones that are to send more, held ones, keys on their way. Pure. */
import type { Standing } from '../ledger/standing.ts';
import type { DomainChange } from './domains.ts';

export interface StandingChange {
  domain: string;
  segment: string;
  /** What the change does to it that has to do with how it stands. */
  growsBy: number;
  /** Its signer, mail provider or keys are set otherwise, or it goes. */
  signing: boolean;
  standing: Standing;
}

/** Those of which a reviewer must know something, the gravest first. */
export function standingChanges(
  changes: readonly DomainChange[],
  standings: ReadonlyMap<string, Standing>,
): StandingChange[] {
  const told = changes.flatMap((change): StandingChange[] => {
    const standing = standings.get(change.domain);
    if (!standing) return [];
    const signing = changesSigning(change);
    const { domain, segment, mailboxes } = change;
    const each = {
      domain,
      segment,
      growsBy: Math.max(0, growthOf(mailboxes)),
      signing,
      standing: concerning(standing, signing),
    };
    return hasAnything(each.standing) ? [each] : [];
  });
  return told.sort((a, b) => gravity(a) - gravity(b));
}

const growthOf = (mailboxes: DomainChange['mailboxes']): number => (mailboxes ? mailboxes.after - mailboxes.before : 0);

/** `dkim.*`, the mail provider, what else signs, and the values that their records are made of. */
const SIGNING = /^(?:dkim\.|mailProvider$|relays$|leaving$|values\.)/;

const changesSigning = ({ kind, settings }: DomainChange): boolean =>
  kind === 'removed' || settings.some(({ setting }) => SIGNING.test(setting));

/** Keys that sign and stay are of no concern, nor is what is warm. */
function concerning({ rings, rotations, warmups, ...standing }: Standing, signing: boolean): Standing {
  return {
    ...standing,
    warmups: warmups.filter(({ state }) => state !== 'warmed'),
    rings: signing ? rings.filter(({ next, leaving }) => next !== undefined || leaving.length > 0) : [],
    rotations: signing ? rotations.filter(({ startedAt }) => startedAt !== undefined) : [],
  };
}

const hasAnything = ({ domain: _, ...parts }: Standing): boolean => Object.values(parts).some(part => part.length > 0);

/** Listed or held, and to send more; listed or held; with a key under way; the rest. */
function gravity({ standing: { listings, holds, rings, rotations }, growsBy }: StandingChange): number {
  if (listings.length + holds.length > 0) return growsBy > 0 ? 0 : 1;
  return rings.length + rotations.length > 0 ? 2 : 3;
}
