/** How domains stand by the ledger, for commands that need none and do not wait for one. */
import type { Estate } from '../estate/estate.ts';
import type { Ledger } from '../ledger/ledger.ts';
import type { Standing, Subject } from '../ledger/standing.ts';
import { reasonOf } from '../reason.ts';
import type { Context } from './context.ts';
import { iso } from './json.ts';
import { openLedgerToRead } from './open-ledger.ts';

/** Undefined: there is no ledger. Where it cannot be read, why: one sentence. */
export async function fromLedger<T>(
  context: Context,
  read: (ledger: Ledger) => Promise<T>,
): Promise<T | { unknown: string } | undefined> {
  try {
    const ledger = await openLedgerToRead(context);
    if (!ledger) return undefined;
    try {
      return await read(ledger);
    } finally {
      await ledger.close();
    }
  } catch (error) {
    return { unknown: reasonOf(error) };
  }
}

/** Of those of `domains` that the estate has. */
export async function standingsIn(
  ledger: Ledger,
  estate: Estate,
  domains: ReadonlySet<string>,
  now: number,
): Promise<Map<string, Standing>> {
  const [{ standingOf }, { watchedOf }] = await Promise.all([
    import('../ledger/standing.ts'),
    import('../runtime/blocklists/targets.ts'),
  ]);
  const watched = new Map<string, string[]>();
  for (const { name, uses } of watchedOf(estate).targets.values())
    for (const { domain } of uses) if (domains.has(domain)) watched.set(domain, [...(watched.get(domain) ?? []), name]);
  const subjects = estate.domains.flatMap(({ domain, settings }): Subject[] =>
    domains.has(domain) ? [{ domain, names: [...(watched.get(domain) ?? []), ...settings.sendingIps] }] : [],
  );
  return standingOf(ledger, subjects, now);
}

/** As it stands in JSON: times in ISO 8601. */
export const standingDocument = ({ domain, warmups, rings, pending, ...standing }: Standing) => ({
  domain,
  listings: standing.listings.map(dated),
  holds: standing.holds.map(dated),
  warmups,
  rings: rings.map(({ active, next, rotated, leaving, ...ring }) => ({
    ...ring,
    ...(active && { active: dated(active) }),
    ...(rotated !== undefined && { rotated: iso(rotated) }),
    ...(next && { next: dated(next) }),
    leaving: leaving.map(dated),
  })),
  rotations: standing.rotations.map(({ domain: signs, signer, selectors, since }) => ({
    domain: signs,
    signer,
    selectors,
    since: iso(since),
  })),
  notices: standing.notices.map(noticeDocument),
  pending: pending.map(({ id, action, subject, why }) => ({ id, action, subject, why })),
});

export const noticeDocument = <T extends { at: number }>({ at, ...notice }: T) => ({ ...notice, at: iso(at) });

const dated = <T extends { since: number; until?: number; seen?: number }>({ since, until, seen, ...rest }: T) => ({
  ...rest,
  since: iso(since),
  ...(seen !== undefined && { seen: iso(seen) }),
  ...(until !== undefined && { until: iso(until) }),
});
