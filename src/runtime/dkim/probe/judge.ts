/** What the test messages of a key show so far. Pure: the ledger's messages, the key, and the time. */
import { HOUR, minuteOf } from '../../../dates.ts';
import type { DkimKey } from '../../../ledger/dkim.ts';
import { type DkimProbe, PROBE_EVERY } from '../../../ledger/dkim-probes.ts';
import { faultIn } from '../verify.ts';

/**
 * `proved`: one was received that verifies with the key. `fault`: the last one that was received does not. `waits`: for one that is on
 * its way. `silent`: for an hour none has come.
 */
export type Judgement =
  | { proved: DkimProbe }
  | { fault: string }
  | { waits: string; until: number }
  | { silent: string };

/** Nothing within it is an answer too: a message that takes longer is no way to prove anything by. */
const PATIENCE = HOUR;

/** What is to be proved: the key, as it was switched to, held for and seen last. A message of another time proves nothing of this one. */
export const occasionOf = ({ switchingAt = 0, heldAt = 0, servedSince = 0 }: DkimKey): number =>
  Math.max(switchingAt, heldAt, servedSince);

/** `probes`: all of the key's ring, oldest first, whatever they were for. */
export const isDue = (probes: readonly DkimProbe[], now: number): boolean =>
  probes.every(({ sentAt }) => Math.abs(now - sentAt) >= PROBE_EVERY);

/** Undefined: nothing was sent for it yet. */
export function judge(probes: readonly DkimProbe[], key: DkimKey, now: number): Judgement | undefined {
  const own = probes.filter(({ selector, occasion }) => selector === key.selector && occasion === occasionOf(key));
  const [first] = own;
  const last = own.at(-1);
  if (!first || !last) return undefined;
  const received = own.flatMap(probe => (probe.signatures ? [{ probe, fault: faultIn(probe.signatures, key) }] : []));
  const proof = received.find(({ fault }) => fault === undefined);
  if (proof) return { proved: proof.probe };
  const fault = received.at(-1)?.fault;
  if (fault !== undefined) return { fault };
  const until = first.sentAt + PATIENCE;
  const said = last.refused === undefined ? undefined : last.refused.replace(/\.$/, '');
  if (now < until)
    return {
      waits: said ? `a test message to leave: ${said}` : `the test message of ${minuteOf(last.sentAt)} UTC to arrive`,
      until,
    };
  return {
    silent: said
      ? `no test message leaves: ${said}`
      : `no test message has arrived since ${minuteOf(first.sentAt)} UTC`,
  };
}
