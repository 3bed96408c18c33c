/** Values told apart by a few characters, whatever the order of their keys. */
import { createHash } from 'node:crypto';

/** SHA-256 of the value as JSON, in hex. What JSON leaves out does not count. */
export function fingerprint(value: unknown): string {
  return createHash('sha256').update(text(value)).digest('hex');
}

/** JSON with its keys in order; half the time of building an ordered copy first, and plans have 100,000 records. */
function text(value: unknown): string {
  if (typeof value !== 'object' || value === null) return JSON.stringify(value) ?? 'null';
  if (Array.isArray(value)) return `[${value.map(text).join(',')}]`;
  const parts = value as Record<string, unknown>;
  const keys = Object.keys(parts).filter(key => parts[key] !== undefined);
  return `{${keys
    .sort()
    .map(key => `${JSON.stringify(key)}:${text(parts[key])}`)
    .join(',')}}`;
}
