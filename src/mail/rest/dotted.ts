/** What stands at a dotted path: `data.mailboxes`, `errors.0.code`; with `*` every item of a list: `aliases.*.address`. Pure. */

/** Without a path the value itself; undefined where the way ends. A path with `*` gives a list. */
export function at(value: unknown, path: string | undefined): unknown {
  return path === undefined ? value : follow(value, path.split('.'));
}

function follow(value: unknown, [step, ...rest]: string[]): unknown {
  if (step === undefined) return value;
  if (step === '*') return Array.isArray(value) ? value.flatMap(item => follow(item, rest) ?? []) : undefined;
  if (typeof value !== 'object' || value === null || !Object.hasOwn(value, step)) return undefined;
  return follow((value as Record<string, unknown>)[step], rest);
}
