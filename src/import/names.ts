/** Names as other tools write them: whole with a last dot, else relative to something. */
import { bareHost } from '../records/host.ts';

/** RFC 1035 §5.1: without a last dot a name goes on in the origin; `@` is the origin itself. */
export function fqdnIn(name: string, origin: string): string {
  const plain = name.replace(/\\([^\d.])/g, '$1');
  if (plain === '@' || plain === '') return origin;
  if (plain.endsWith('.')) return bareHost(plain);
  return origin === '' || origin === '.' ? bareHost(plain) : bareHost(`${plain}.${origin}`);
}
