/** How a domain stands by the ledger, in words. */
import { dateOf, minuteOf } from '../dates.ts';
import type { VerdictSpan } from '../ledger/blocklists.ts';
import type { Hold } from '../ledger/holds.ts';
import type { KeyStanding, RingStanding, Standing } from '../ledger/standing.ts';
import type { StoredProgress } from '../ledger/warmup.ts';
import { counted } from '../words.ts';

/** A blocklist's title, by its name. */
export type TitleOf = (list: string) => string;

/** What it is, of what, and what is known of it. */
export function standingRows(standing: Standing, titleOf: TitleOf): string[][] {
  const { listings, holds, warmups, rings, rotations, notices, pending } = standing;
  return [
    ...listings.map(span => ['listed', span.target, listingText(span, titleOf)]),
    ...holds.map(hold => ['held', hold.name, holdText(hold)]),
    ...warmupGroups(warmups).map(({ names, text }) => ['warm-up', names, text]),
    ...rings.flatMap(ring =>
      keyTexts(ring).map((text, at) => (at === 0 ? ['DKIM', signerText(ring, standing), text] : ['', '', text])),
    ),
    ...rotations.map(({ signer, selectors, since }) => [
      ...['DKIM', signer],
      `${selectors.join(', ')} since ${dateOf(since)}, changed by its provider`,
    ]),
    ...notices.map(({ level, title, at }) => ['alarm', `${level} since ${dateOf(at)}`, title]),
    ...(pending.length > 0 ? [['waits', counted(pending.length, 'decision'), approveText(standing)]] : []),
  ];
}

/** `Spamhaus DBL: critical, since 2026-11-20 (127.0.1.4: a phishing domain)`. */
export const listingText = ({ list, weight, since, evidence }: VerdictSpan, titleOf: TitleOf): string =>
  `${titleOf(list)}: ${weight}, since ${dateOf(since)} (${evidence})`;

/** A hold that is over by itself says when. */
export function holdText({ cause, why, since, until }: Hold): string {
  const end = until === undefined ? '' : `, until ${minuteOf(until)} UTC`;
  return `by ${cause} since ${dateOf(since)}${end}: ${why}`;
}

/** `week 2 of domain-standard since 2026-11-20, at 50 %`; a state that is not warming says itself. */
export function warmupText({ schedule, state, week, since, factor }: StoredProgress): string {
  if (state === 'waiting') return `${schedule}: not begun`;
  if (state === 'warmed') return `${schedule}: warm since ${since}`;
  const share = factor < 1 ? `, at ${Math.round(factor * 100)} %` : '';
  const stopped = state === 'warming' ? '' : `${state} in `;
  return `${schedule}: ${stopped}week ${week}, since ${since}${share}`;
}

/** Mailboxes that warm up side by side stand in one line. */
export function warmupGroups(warmups: readonly StoredProgress[]): { names: string; text: string }[] {
  const groups = Map.groupBy(warmups, each => `${each.unit === 'mailbox'} ${warmupText(each)}`);
  return [...groups.values()].map(group => ({
    names: group.length > 3 ? counted(group.length, group[0]?.unit ?? '') : group.map(({ name }) => name).join(', '),
    text: warmupText(group[0] as StoredProgress),
  }));
}

export const signerText = ({ domain, signer, algorithm }: RingStanding, standing: Standing): string =>
  `${signer} ${algorithm}${domain === standing.domain ? '' : ` for ${domain}`}`;

/** `my20261126a signs since 2026-11-26, the first key`, `my20270224a published since 2027-02-24, next`. */
export function keyTexts({ active, rotated, next, leaving }: RingStanding): string[] {
  const turn = rotated === undefined ? 'the first key' : 'in the place of another';
  return [
    active ? `${active.selector} signs since ${dateOf(active.since)}, ${turn}` : 'no key signs yet',
    ...(next ? [`${keyText(next)}, next`] : []),
    ...leaving.map(keyText),
  ];
}

const keyText = ({ selector, phase, since, problem }: KeyStanding): string =>
  `${selector} ${phase} since ${dateOf(since)}${problem === undefined ? '' : `, stuck: ${problem}`}`;

export const approveText = ({ pending }: Pick<Standing, 'pending'>): string =>
  `\`mailyard decisions approve ${pending.map(({ id }) => id).join(' ')}\` lets ${pending.length === 1 ? 'it' : 'them'} through`;
