/** Takes out of a file's data what its schema refused. */
import type { ErrorObject } from 'ajv';
import type { Path } from './positions.ts';
import type { YamlFile } from './yaml.ts';

type Container = Record<string | number, unknown>;

/** For each list that lost items: which items of the file the rest are. */
type Survivors = Map<unknown, number[]>;

/**
 * Takes out each fault, again and again until `fits` says that nothing is wrong: without a fault a map may lack a key that
 * it needs. Afterwards `file.locate` still finds everything where it stands in the file.
 */
export function prune(file: YamlFile, fits: () => ErrorObject[]): void {
  const survivors: Survivors = new Map();
  for (let errors = fits(); errors.length > 0 && file.data !== undefined; errors = fits()) {
    takeOut(file, errors, survivors);
  }
  const { data, locate } = file;
  file.locate = (path, part) => locate(originalPath(data, path, survivors), part);
}

/** Items leave holes at first, so that the paths of the other errors stay true. */
function takeOut(file: YamlFile, errors: ErrorObject[], survivors: Survivors): void {
  const holed = new Set<unknown[]>();
  for (const error of errors) {
    const path = spoiltPath(error);
    if (path.length === 0) file.data = undefined;
    const container = follow(file.data, path.slice(0, -1));
    if (!container) continue;
    delete container[path.at(-1) as string];
    if (Array.isArray(container)) holed.add(container);
  }
  for (const list of holed) closeHoles(list, survivors);
}

/** The path of the key that is wrong, unknown or missing. */
export function faultyPath({ keyword, instancePath, params }: ErrorObject): string[] {
  const path = pathOf(instancePath);
  if (keyword === 'additionalProperties') return [...path, params.additionalProperty];
  return keyword === 'required' ? [...path, params.missingProperty] : path;
}

/** What has to go: a map without a key that it needs is of no use. */
const spoiltPath = (error: ErrorObject): string[] =>
  error.keyword === 'required' ? pathOf(error.instancePath) : faultyPath(error);

/** A JSON Pointer (RFC 6901) as its steps. */
export const pathOf = (pointer: string): string[] =>
  pointer
    .split('/')
    .slice(1)
    .map(step => step.replaceAll('~1', '/').replaceAll('~0', '~'));

/** The value at a path, or undefined where the way there has gone. */
export function follow(data: unknown, path: Path): Container | undefined {
  let value = data;
  for (const step of path) {
    if (typeof value !== 'object' || value === null) return undefined;
    value = (value as Container)[step];
  }
  return typeof value === 'object' && value !== null ? (value as Container) : undefined;
}

function closeHoles(list: unknown[], survivors: Survivors): void {
  const before = survivors.get(list);
  const kept = Object.keys(list).map(Number);
  survivors.set(list, before ? kept.map(index => before[index] as number) : kept);
  for (const [index, from] of kept.entries()) list[index] = list[from];
  list.length = kept.length;
}

function originalPath(data: unknown, path: Path, survivors: Survivors): Path {
  return path.map((step, depth) => survivors.get(follow(data, path.slice(0, depth)))?.[Number(step)] ?? step);
}
