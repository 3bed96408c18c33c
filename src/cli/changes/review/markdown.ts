/** The review as a comment on a pull request: totals first, then what refuses, what is wrong, what changes. DESIGN §6. */
import type { EstateChange, Review } from '../../../review/review.ts';
import { counted, grouped } from '../../../words.ts';
import type { TitleOf } from '../../standing-text.ts';
import { domainSection, goneSegments, segmentSection } from './domains.ts';
import { findingSection, guardSection } from './findings.ts';
import { fitted, type Section } from './fit.ts';
import { laterSection } from './later.ts';
import { capacitySection, costSection, gainSection } from './means.ts';
import { recordSection, resourceSection } from './records.ts';
import { spfSection, waitingSection } from './spf.ts';
import { standingSection } from './standing.ts';
import { code } from './text.ts';

/** The first line, which GitHub does not show: by it the workflow finds its own comment and edits it. */
export const MARKER = '<!-- mailyard review -->';

/** GitHub takes 65,536 characters in a comment. */
const LONGEST = 60_000;

export interface Compared {
  /** As it was asked for. */
  base: string;
  /** The commit that the head is compared with: where it left `base`. */
  commit: string;
  /** Absent for the work tree. */
  head?: string;
}

/** `titleOf`: of a blocklist. */
export function reviewMarkdown(
  review: Review,
  compared: Compared,
  { longest = LONGEST, titleOf = list => list }: { longest?: number; titleOf?: TitleOf } = {},
): string {
  const { change } = review;
  const sections = [
    ...(change ? firstSections(change) : []),
    ...standingSection(review.standing ?? [], titleOf),
    ...findingSection(review),
    ...(change ? lastSections(change) : []),
  ];
  const head = [MARKER, `## Mailyard: ${headline(review)}`, comparedText(review, compared)].join('\n');
  const room = longest - head.length - CUT_ROOM;
  const { text, cut } = fitted(sections, room);
  const said =
    cut.length > 0
      ? `Not all of it fits here. Left out: ${cut.join(', ')}. \`mailyard review --json\` has everything.`
      : '';
  return `${[head, said, text].filter(Boolean).join('\n\n')}\n`;
}

/** For the sentence that sums up what was cut. */
const CUT_ROOM = 600;

const firstSections = (change: EstateChange): Section[] => [...segmentSection(change), ...guardSection(change)];

const lastSections = (change: EstateChange): Section[] => [
  ...domainSection(change),
  ...spfSection(change),
  ...capacitySection(change),
  ...gainSection(change),
  ...costSection(change),
  ...waitingSection(change),
  ...laterSection(change),
  ...resourceSection(change),
  ...recordSection(change),
];

function headline({ change, findings }: Review): string {
  const errors = findings.shown.filter(({ severity }) => severity === 'error').length + findings.others.error;
  const wrong = errors > 0 ? `, ${counted(errors, 'error')}` : '';
  if (!change) return `${counted(errors, 'error')} to mend first`;
  const { create, update, delete: remove, handedOver } = change.totals;
  const parts = [
    create > 0 ? `+ ${grouped(create)} to create` : '',
    update > 0 ? `~ ${grouped(update)} to change` : '',
    remove > 0 ? `- ${grouped(remove)} to delete` : '',
    handedOver > 0 ? `${grouped(handedOver)} handed to another segment` : '',
  ].filter(Boolean);
  const domains = change.domains.length > 0 ? `${counted(change.domains.length, 'domain')}, ` : '';
  return `${domains}${parts.length > 0 ? `records ${parts.join(', ')}` : 'no record changes'}${wrong}`;
}

function comparedText({ change, baseErrors }: Review, { base, commit, head }: Compared): string {
  const side = head ? `${code(head)} compared` : 'Compared';
  const lines = [`${side} with ${code(commit.slice(0, 12))}, where it left ${code(base)}.`];
  if (baseErrors > 0) {
    lines.push(`The inventories there have ${counted(baseErrors, 'error')}: what these hide shows as new.`);
  }
  if (!change) lines.push('Records are told once the errors are mended: what they hide would look removed.');
  return ['', ...lines, ...(change ? goneSegments(change) : [])].join('\n');
}
