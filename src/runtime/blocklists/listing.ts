/** What stands in the ledger of a listing, with what is known of the list and whose target it is. Pure. */
import type { Blocklist } from '../../inventory/blocklist.ts';
import type { Mode } from '../../inventory/model.ts';
import type { VerdictSpan } from '../../ledger/blocklists.ts';
import type { HoldUnit } from '../../ledger/holds.ts';
import type { NewNotice, NoticeLevel } from '../../ledger/notices.ts';
import type { Target, Use } from './targets.ts';

export interface Listing {
  span: VerdictSpan;
  list: Blocklist;
  target: Target;
}

/** `acme.example is listed at Spamhaus DBL (127.0.1.4: a phishing domain)`. */
const listingWords = ({ span, list }: Listing): string =>
  `${span.target} is listed at ${list.title} (${span.evidence})`;

/** `critical` wakes somebody, `warning` is for the same day, `info` a note; what there is nothing to do about is told by the run alone. */
const levels: Partial<Record<VerdictSpan['weight'], NoticeLevel>> = {
  critical: 'critical',
  major: 'warning',
  minor: 'info',
};

export function noticeOfListing(listing: Listing): NewNotice[] {
  const { span, list, target } = listing;
  const level = levels[span.weight];
  if (!level) return [];
  const [first] = target.uses;
  return [
    {
      ...{ key: `blocklists/${list.name}/${target.name}`, level },
      ...(first && { segment: first.segment, domain: first.domain }),
      title: `${listingWords(listing)}.`,
      detail: [usesWords(target.uses), ...delistingSteps(list)].filter(Boolean).join('\n'),
    },
  ];
}

/** `domain, MX of acme.example; sending address of b.example`. */
export function usesWords(uses: readonly Use[]): string {
  const byDomain = Map.groupBy(uses, ({ domain }) => domain);
  return Array.from(byDomain, ([domain, own]) => `${own.map(({ as }) => as).join(', ')} of ${domain}`).join('; ');
}

export const delistingSteps = ({ delisting: { page, steps } }: Blocklist): string[] => [
  ...steps.map(step => `- [ ] ${step}`),
  ...(page ? [`  Removal: ${page}`] : []),
];

/** What may not send while a critical listing stands. */
export interface WantedHold {
  unit: HoldUnit;
  name: string;
  /** Whose it is, the first of them for the log. */
  uses: Use[];
  mode: Mode;
  why: string;
  listings: Listing[];
}

/** A listed address holds itself where it sends; a listed name every domain whose mail has it in it. */
export function holdsFor(listings: readonly Listing[], modeOf: (domain: string) => Mode): WantedHold[] {
  const units = listings
    .filter(({ span }) => span.weight === 'critical')
    .flatMap(listing =>
      listing.target.uses.flatMap(use => unitOf(listing.target, use).map(unit => ({ ...unit, use, listing }))),
    );
  return [...Map.groupBy(units, ({ unit, name }) => `${unit}/${name}`).values()].flatMap(all => {
    const [first] = all;
    if (!first) return [];
    const { unit, name } = first;
    const own = [...new Set(all.map(({ listing }) => listing))];
    const mode = mostCareful(all.map(({ use }) => modeOf(use.domain)));
    const why = `${own.map(listingWords).sort().join('; ')}.`;
    return [{ unit, name, uses: all.map(({ use }) => use), mode, why, listings: own }];
  });
}

function unitOf({ kind, name }: Target, { domain, as }: Use): { unit: HoldUnit; name: string }[] {
  if (kind === 'domain') return [{ unit: 'domain', name: domain }];
  return as === 'sending address' ? [{ unit: 'ip', name }] : [];
}

/** An address may send for domains that are to be treated differently: nothing is done that one of them does not allow. */
const mostCareful = (modes: readonly Mode[]): Mode =>
  (['observe', 'suggest'] as const).find(mode => modes.includes(mode)) ?? 'enforce';
