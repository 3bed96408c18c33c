/** What the twin holds itself, by region: all that moto has no place for. */
import { failed, type Json } from './bodies.ts';

export interface IdentityPart {
  /** Of Easy DKIM. */
  tokens: string[];
  /** With keys of one's own. */
  selector?: string;
  signing: boolean;
  keyLength: string;
  configurationSet?: string;
  mailFrom?: { domain: string; onMxFailure: string };
}

export interface SetPart {
  /** Options that were changed after the set was made. */
  changed: Json;
  destinations: Map<string, Json>;
}

export interface RegionState {
  identities: Map<string, IdentityPart>;
  sets: Map<string, SetPart>;
  /** Suppressed for the whole account. New ones begin with both. */
  suppressed: string[];
}

export const newRegion = (): RegionState => ({
  identities: new Map(),
  sets: new Map(),
  suppressed: ['BOUNCE', 'COMPLAINT'],
});

export function found<T>(map: Map<string, T>, name: string, what: string): T {
  const value = map.get(name);
  if (value === undefined) throw failed(404, 'NotFoundException', `${what} <${name}> does not exist.`);
  return value;
}
