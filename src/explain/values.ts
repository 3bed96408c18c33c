/** Settings as values and as text. */

/** The value of a dotted path; a key of `overrides` may have dots itself. */
export function valueAt(value: unknown, path: string): unknown {
  if (path === '' || typeof value !== 'object' || value === null) return path === '' ? value : undefined;
  const key = Object.keys(value).find(each => path === each || path.startsWith(`${each}.`));
  return key === undefined ? undefined : valueAt((value as Record<string, unknown>)[key], path.slice(key.length + 1));
}

/** As people write it in YAML, on one line. */
export function valueText(value: unknown): string {
  if (value === undefined) return 'not set';
  if (Array.isArray(value)) return value.length === 0 ? 'none' : value.map(valueText).join(', ');
  if (typeof value !== 'object' || value === null)
    return String(value)
      .trim()
      .replace(/\s*\n\s*/g, ' / ');
  const entries = Object.entries(value);
  return entries.length === 0 ? 'none' : entries.map(([key, each]) => `${key}: ${valueText(each)}`).join(', ');
}
