/** What the inventories should say of warm-ups as the ledger has them: domains that are warm, and first days that the calendar can follow. */
import { readFileSync } from 'node:fs';
import { daysAfter } from '../../dates.ts';
import type { Estate } from '../../estate/estate.ts';
import type { Progress } from '../../estate/warmup/progress.ts';
import { type Edit, edited } from '../../inventory/edit.ts';
import type { Templates } from '../../inventory/template.ts';
import { unifiedDiff } from '../../inventory/unified-diff.ts';
import { type Group, groupsOf, type Known, keyOf, knownOf } from './units.ts';

export interface InventoryPatch {
  /** For `git apply`, in the folder that the inventories are named from. */
  text: string;
  /** A sentence for each change. */
  changes: string[];
  /** What cannot be written by itself, with where it stands. */
  byHand: string[];
}

interface Proposal extends Edit {
  says: string;
}

export function patchOf(estate: Estate, rows: readonly Progress[], templates: Templates): InventoryPatch {
  const known = knownOf(rows);
  const groups = groupsOf(estate, templates).filter(({ of }) => of === 'domain');
  const byFile = Map.groupBy(groups, ({ senders }) => senders[0]?.domain.position.file ?? '');
  const patch: InventoryPatch = { text: '', changes: [], byHand: [] };
  for (const [file, own] of [...byFile].sort(([a], [b]) => (a < b ? -1 : 1))) {
    const before = readFileSync(file, 'utf8');
    let after = before;
    for (const group of own)
      for (const { says, ...edit } of proposalsOf(group, known)) {
        const changed = edited(after, edit);
        if (changed === undefined) patch.byHand.push(`${placeOf(group)}: ${says}`);
        else patch.changes.push(says);
        after = changed ?? after;
      }
    patch.text += unifiedDiff(file, before, after);
  }
  return patch;
}

const placeOf = ({ senders }: Group): string => {
  const { file = '', line = 0, column = 0 } = senders[0]?.domain.position ?? {};
  return `${file}:${line}:${column}`;
};

function proposalsOf({ subject, units, senders }: Group, known: Known): Proposal[] {
  const progress = units.flatMap(unit => known.get(keyOf(unit)) ?? []);
  const { settings } = senders[0]?.domain ?? {};
  if (!settings || progress.length < units.length) return [];
  if (settings.lifecycle.state === 'warming' && progress.every(({ state }) => state === 'warmed')) {
    const { since } = settings.lifecycle;
    const warm = `${subject} is warm: \`active\`.`;
    const proposals: Proposal[] = [{ domain: subject, path: ['lifecycle', 'state'], value: 'active', says: warm }];
    // Without a first day no schedule would limit it any more, and it could jump above its last step.
    if (settings.warmup.start === undefined && since !== undefined) {
      const keeps = `${subject} keeps its first day, ${since}.`;
      proposals.push({ domain: subject, path: ['warmup', 'start'], value: since, says: keeps });
    }
    return proposals;
  }
  const first = firstDayOf(progress);
  const start =
    settings.warmup.start ?? (settings.lifecycle.state === 'warming' ? settings.lifecycle.since : undefined);
  if (first === undefined || first === start) return [];
  const says = `The warm-up of ${subject} is as far as if it had begun on ${first}.`;
  return [{ domain: subject, path: ['warmup', 'start'], value: first, says }];
}

/** The day from which the calendar would have come to where the domain is, or without a schedule of its own the first mailbox. */
function firstDayOf(progress: Progress[]): string | undefined {
  const leading = progress.find(({ unit }) => unit === 'domain') ?? progress[0];
  if (leading?.state !== 'warming') return undefined;
  return daysAfter(leading.since, -7 * (leading.week - 1));
}
