/** How the domains of the change stand by the ledger: what a reviewer cannot see in the files. */
import type { StandingChange } from '../../../review/standing.ts';
import { counted } from '../../../words.ts';
import {
  approveText,
  holdText,
  keyTexts,
  listingText,
  signerText,
  type TitleOf,
  warmupGroups,
} from '../../standing-text.ts';
import { namesOf } from './domains.ts';
import type { Section } from './fit.ts';
import { prose } from './text.ts';

/** `unknown`: why the ledger could not be read. */
export function standingSection(changes: readonly StandingChange[] | { unknown: string }, titleOf: TitleOf): Section[] {
  const common = { title: 'How these domains stand', noun: 'domain', between: '\n', most: 40 };
  if ('unknown' in changes) {
    return [{ ...common, lead: prose(`It is not known: ${changes.unknown}`), items: [] }];
  }
  if (changes.length === 0) return [];
  const alike = Map.groupBy(changes, change => `${growthOf(change)}${linesOf(change, titleOf)}`);
  return [
    {
      ...common,
      lead: 'By the ledger, which knows what no file says.',
      items: [...alike.values()].map(group => itemOf(group, titleOf)),
    },
  ];
}

/** Domains of which the same is to be said share it. */
function itemOf(group: readonly StandingChange[], titleOf: TitleOf): string {
  const [first] = group as [StandingChange];
  const names = namesOf(group.map(({ domain }) => domain));
  return [`- ${names}${growthOf(first)}`, linesOf(first, titleOf)].join('\n');
}

const growthOf = ({ growsBy }: StandingChange): string => (growsBy > 0 ? ` (${counted(growsBy, 'mailbox')} more)` : '');

function linesOf({ domain, standing, growsBy }: StandingChange, titleOf: TitleOf): string {
  const { listings, holds, warmups, rings, rotations, notices, pending } = standing;
  const of = (name: string) => (name === domain ? '' : `${name} `);
  const about = (name: string, text: string) => prose(`${of(name)}${text}`);
  const lines = [
    ...listings.map(span => `**listed** ${about(span.target, listingText(span, titleOf))}`),
    ...holds.map(hold => `**held** ${about(hold.name, holdText(hold))}`),
    ...(growsBy > 0 && listings.length + holds.length > 0 ? [WAIT] : []),
    ...rings.map(
      ring => `**DKIM key under way** ${prose(`${signerText(ring, standing)}: ${keyTexts(ring).join('; ')}`)}`,
    ),
    ...rotations.map(({ signer }) => `**DKIM key under way** ${prose(`${signer} changes its keys`)}`),
    ...warmupGroups(warmups).map(({ names, text }) => `warm-up ${about(names, text)}`),
    ...notices.map(({ level, title }) => `${level}: ${prose(title)}`),
    ...(pending.length > 0 ? [`${counted(pending.length, 'decision')} waiting: ${prose(approveText(standing))}`] : []),
  ];
  return lines.map(line => `  - ${line}`).join('\n');
}

const WAIT = 'New mailboxes can send nothing, or add to the harm, until that is over.';
