/** `mailyard key rotate`: everything sealed in the state is sealed anew with the first key of MAILYARD_KEY. */
import { changeState } from '../engine/change-state.ts';
import { type Keys, openKeys } from '../secrets/seal.ts';
import { type Resealed, resealed } from '../secrets/stored.ts';
import type { CheckpointResource, ResourceMap } from '../state/checkpoint.ts';
import { type Context, findSite } from './context.ts';
import { printJson } from './json.ts';
import { counted } from './words.ts';

interface Rotated {
  segment: string;
  values: number;
  changed: number;
}

export async function rotate(context: Context): Promise<number> {
  const { env, terminal, options } = context;
  const keys = openKeys(env.MAILYARD_KEY);
  const { backend, project, folder } = await findSite(context);
  let done: Rotated[] = [];
  await changeState({ backend, project, warn: terminal.note, cwd: folder, env }, stacks => {
    const results = [...stacks].map(([segment, resources]) => ({ segment, all: resealedAll(resources, keys) }));
    done = results.map(({ segment, all }) => ({ segment, values: sum(all, 'values'), changed: sum(all, 'changed') }));
    return new Map(results.map(({ segment, all }) => [segment, changedOf(all)]));
  });
  const segments = done.filter(({ values }) => values > 0);
  const totals = { values: sum(segments, 'values'), changed: sum(segments, 'changed') };
  const others = keys.slice(1).map(({ id }) => id);
  if (options.json) printJson({ key: keys[0].id, summary: totals, segments, idle: others });
  else {
    terminal.print(totalsText(totals, segments.length, keys[0].id));
    if (others.length > 0) terminal.print(idleText(others));
  }
  return 0;
}

const resealedAll = (resources: ResourceMap, keys: Keys): Resealed[] =>
  [...resources.values()].map(resource => resealed(resource, keys));

const changedOf = (all: Resealed[]): CheckpointResource[] =>
  all.filter(({ changed }) => changed > 0).map(({ resource }) => resource);

const sum = <Name extends string>(parts: Record<Name, number>[], name: Name): number =>
  parts.reduce((total, part) => total + part[name], 0);

function totalsText({ values, changed }: Omit<Rotated, 'segment'>, segments: number, key: string): string {
  if (values === 0) return 'The state holds no sealed value, so there is nothing to rotate.';
  const all = `${counted(values, 'sealed value')} in ${counted(segments, 'segment')}`;
  if (changed === 0) return `Nothing to do: ${all}, all sealed with key ${key}.`;
  const before = values > changed ? `, ${values - changed} ${values - changed === 1 ? 'was' : 'were'} already` : '';
  return `${all}: ${changed} sealed anew with key ${key}${before}.`;
}

const idleText = (ids: string[]): string =>
  `${ids.length === 1 ? `Key ${ids[0]} opens` : `Keys ${ids.join(', ')} open`} nothing in the state now and may leave MAILYARD_KEY. ${BACKUPS}`;

const BACKUPS = 'Backups and earlier versions of the state still need it: keep a copy as long as you keep those.';
