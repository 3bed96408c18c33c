/** `mailyard key rotate`: everything sealed in the state and in the ledger is sealed anew with the first key of MAILYARD_KEY. */
import { changeState } from '../../engine/change-state.ts';
import { resealedValues, sealedValues, writeResealed } from '../../ledger/sealed.ts';
import { type Keys, openKeys } from '../../secrets/seal.ts';
import { type Resealed, resealed } from '../../secrets/stored.ts';
import type { CheckpointResource, ResourceMap } from '../../state/checkpoint.ts';
import { counted } from '../../words.ts';
import { type Context, findSite } from '../context.ts';
import { printJson } from '../json.ts';
import { openExistingLedger } from '../open-ledger.ts';

interface Rotated {
  segment: string;
  values: number;
  changed: number;
}

export async function rotate(context: Context): Promise<number> {
  const keys = openKeys(context.env.MAILYARD_KEY);
  const ledger = await openExistingLedger(context);
  try {
    const held = ledger ? await sealedValues(ledger) : [];
    // What does not open in one of the two ends the run before anything is written to either.
    const anew = resealedValues(held, keys);
    const segments = await rotateState(context, keys);
    if (ledger) await writeResealed(ledger, anew);
    report(context, keys, segments, ledger && { place: ledger.place, values: held.length, changed: anew.length });
    return 0;
  } finally {
    await ledger?.close();
  }
}

async function rotateState(context: Context, keys: Keys): Promise<Rotated[]> {
  const { env, terminal } = context;
  const { backend, project, folder } = await findSite(context);
  let done: Rotated[] = [];
  await changeState({ backend, project, warn: terminal.note, cwd: folder, env }, stacks => {
    const results = [...stacks].map(([segment, resources]) => ({ segment, all: resealedAll(resources, keys) }));
    done = results.map(({ segment, all }) => ({ segment, values: sum(all, 'values'), changed: sum(all, 'changed') }));
    return new Map(results.map(({ segment, all }) => [segment, changedOf(all)]));
  });
  return done.filter(({ values }) => values > 0);
}

interface RotatedLedger {
  place: string;
  values: number;
  changed: number;
}

function report(
  { options, terminal }: Context,
  keys: Keys,
  segments: Rotated[],
  ledger: RotatedLedger | undefined,
): void {
  const parts = [...segments, ...(ledger ? [ledger] : [])];
  const totals = { values: sum(parts, 'values'), changed: sum(parts, 'changed') };
  const idle = keys.slice(1).map(({ id }) => id);
  if (options.json) {
    printJson({ key: keys[0].id, summary: totals, segments, ...(ledger && { ledger }), idle });
    return;
  }
  const places = [
    ...(segments.length > 0 ? [counted(segments.length, 'segment')] : []),
    ...(ledger && ledger.values > 0 ? ['the ledger'] : []),
  ];
  terminal.print(totalsText(totals, places.join(' and '), keys[0].id));
  if (idle.length > 0) terminal.print(idleText(idle, ledger));
}

const resealedAll = (resources: ResourceMap, keys: Keys): Resealed[] =>
  [...resources.values()].map(resource => resealed(resource, keys));

const changedOf = (all: Resealed[]): CheckpointResource[] =>
  all.filter(({ changed }) => changed > 0).map(({ resource }) => resource);

const sum = <Name extends string>(parts: Record<Name, number>[], name: Name): number =>
  parts.reduce((total, part) => total + part[name], 0);

function totalsText({ values, changed }: { values: number; changed: number }, places: string, key: string): string {
  if (values === 0) return 'Neither state nor ledger holds a sealed value, so there is nothing to rotate.';
  const all = `${counted(values, 'sealed value')} in ${places}`;
  if (changed === 0) return `Nothing to do: ${all}, all sealed with key ${key}.`;
  const before = values > changed ? `, ${values - changed} ${values - changed === 1 ? 'was' : 'were'} already` : '';
  return `${all}: ${changed} sealed anew with key ${key}${before}.`;
}

function idleText(ids: string[], ledger: RotatedLedger | undefined): string {
  const opens = ids.length === 1 ? `Key ${ids[0]} opens` : `Keys ${ids.join(', ')} open`;
  const where = ledger ? `the state and in the ledger ${ledger.place}` : 'the state';
  return `${opens} nothing in ${where} now and may leave MAILYARD_KEY. ${backups(ledger)}`;
}

const backups = (ledger: RotatedLedger | undefined): string =>
  `Backups and earlier versions of ${ledger ? 'both' : 'the state'} still need it: keep a copy as long as you keep those.`;
