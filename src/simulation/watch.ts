/** What is seen of a simulation from outside while it goes on: holds, rings, and what the mail server signs with. */
import { holdsNow } from '../ledger/holds.ts';
import type { HeldSpan, RingLook, SignedWith } from './evidence.ts';
import { selectorsIn } from './mail-server.ts';
import type { World } from './world.ts';

export function openWatch(world: World) {
  const held: HeldSpan[] = [];
  const rings: RingLook[] = [];
  const signedWith: SignedWith[] = [];
  const last = new Map<string, string>();

  async function lookAtHolds(at: number): Promise<void> {
    const now = await holdsNow(world.ledger, world.runtime().now());
    const open = new Map(held.filter(({ to }) => to === Number.POSITIVE_INFINITY).map(span => [keyOf(span), span]));
    const keys = new Set(now.map(keyOf));
    for (const [key, span] of open) if (!keys.has(key)) span.to = at;
    for (const { unit, name, cause } of now)
      if (!open.has(keyOf({ unit, name, cause })))
        held.push({ unit, name, cause, from: at, to: Number.POSITIVE_INFINITY });
  }

  async function lookAtRings(at: number): Promise<void> {
    const keys = await world.ledger.db
      .selectFrom('dkim_keys')
      .select(['domain', 'signer', 'algorithm', 'selector', 'phase'])
      .execute();
    const byRing = Map.groupBy(keys, ({ domain, signer, algorithm }) => `${domain}/${signer}/${algorithm}`);
    for (const [ring, own] of byRing) {
      const active = own.filter(({ phase }) => phase === 'active').map(({ selector }) => selector);
      const leaked = own.some(({ phase }) => phase === 'compromised');
      const seen = `${active.join(' ')} ${leaked}`;
      if (last.get(ring) !== seen) rings.push({ at, ring, active, leaked });
      last.set(ring, seen);
    }
  }

  function lookAtSigner(at: number): void {
    for (const { domain, selector } of selectorsIn(world.folder)) {
      const name = `${selector}._domainkey.${domain}`;
      const there = [...world.sandbox.cloudflare.zones.values()].some(({ records }) =>
        records.at(name).some(({ content }) => /\bp=[^;"\s]/.test(content)),
      );
      if (last.get(name) !== String(there)) signedWith.push({ at, name, there });
      last.set(name, String(there));
    }
  }

  return {
    ...{ held, rings, signedWith },
    async look(): Promise<void> {
      const at = world.clock.now();
      await lookAtHolds(at);
      await lookAtRings(at);
      lookAtSigner(at);
    },
  };
}

export type Watch = ReturnType<typeof openWatch>;

const keyOf = ({ unit, name, cause }: Pick<HeldSpan, 'unit' | 'name' | 'cause'>): string => `${unit} ${name} ${cause}`;
