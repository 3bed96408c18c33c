/** A plan kept in a file, so that what was reviewed is what is carried out. */
import { createHash } from 'node:crypto';
import { readFileSync, writeFileSync } from 'node:fs';
import { MailyardError } from '../error.ts';
import type { Plan, ZonePlan } from './plan.ts';

type Saved = Pick<Plan, 'summary' | 'zones' | 'resources'>;

interface SavedPlan {
  version: 1;
  /** SHA-256 of the rest, so that a file that was edited or cut short is noticed. */
  hash: string;
  plan: Saved;
}

export function savePlan(file: string, plan: Plan): void {
  const changes = changesOf(plan);
  const saved: SavedPlan = { version: 1, hash: hashOf(changes), plan: changes };
  try {
    writeFileSync(file, `${JSON.stringify(saved, null, 2)}\n`);
  } catch (cause) {
    throw new MailyardError('plan-file', `The plan cannot be saved in ${file}: ${reasonOf(cause)}`, { cause });
  }
}

/** What would be done. Warnings are left out: those of `plan --refresh` would not come again once `up --refresh` ran. */
function changesOf({ summary, zones, resources }: Saved): Saved {
  const changing = zones.filter(({ action }) => action !== 'same');
  return { summary, zones: changing.map(zone => ({ ...zone, warnings: [] })), resources };
}

/** Throws MailyardError `plan-moved` with the zones in which the plan of today is another than the saved one. */
export function refuseIfMoved(file: string, today: Plan): void {
  const saved = readPlan(file);
  const now = changesOf(today);
  if (saved.hash === hashOf(now)) return;
  const moved = movedZones(saved.plan.zones, now.zones);
  const what = moved.length > 0 ? moved.join(', ') : 'something beside the zones';
  throw new MailyardError('plan-moved', `The plan in ${file} is no longer what would be done: ${what} changed since.`, {
    fix: 'Look at `mailyard plan` again and save a new one with `--out`.',
  });
}

function readPlan(file: string): SavedPlan {
  let saved: SavedPlan;
  try {
    saved = JSON.parse(readFileSync(file, 'utf8'));
  } catch (cause) {
    throw new MailyardError('plan-file', `${file} cannot be read as a plan: ${reasonOf(cause)}`, { fix: SAVE, cause });
  }
  if (saved?.version !== 1 || saved.hash !== hashOf(saved.plan)) {
    throw new MailyardError('plan-file', `${file} is no plan of this version, or was changed after it was saved.`, {
      fix: SAVE,
    });
  }
  return saved;
}

function movedZones(saved: ZonePlan[], today: ZonePlan[]): string[] {
  const texts = (zones: ZonePlan[]) =>
    new Map(zones.map(zone => [`${zone.segment} ${zone.zone}`, JSON.stringify(zone)]));
  const [before, after] = [texts(saved), texts(today)];
  const names = new Set([...before.keys(), ...after.keys()]);
  return [...names]
    .filter(name => before.get(name) !== after.get(name))
    .map(name => name.split(' ')[1] ?? name)
    .sort();
}

const SAVE = 'Save a new one with `mailyard plan --out FILE`.';

const reasonOf = (cause: unknown): string => (cause instanceof Error ? cause.message : String(cause));

const hashOf = (plan: Saved): string => createHash('sha256').update(JSON.stringify(plan)).digest('hex');
