/** The terms of an SPF record (RFC 7208 §4.6.1), as parsed. */
import type { Network } from './address.ts';
import type { MacroString } from './macro.ts';

export type Qualifier = '+' | '-' | '~' | '?';

/** How and where it was written. */
export interface Written {
  text: string;
  /** Offset in the record. */
  at: number;
}

/** A host's addresses, compared by these prefixes. */
export interface HostMechanism {
  name: 'a' | 'mx';
  domain?: MacroString;
  prefix4: number;
  prefix6: number;
}

export type Mechanism =
  | { name: 'all' }
  | { name: 'include' | 'exists'; domain: MacroString }
  | { name: 'ptr'; domain?: MacroString }
  | { name: 'ip4' | 'ip6'; network: Network }
  | HostMechanism;

export type MechanismName = Mechanism['name'];

export type Directive = Written & Mechanism & { qualifier: Qualifier };

export type Modifier = Written & { name: 'redirect' | 'exp'; domain: MacroString };

/** §6: ignored, wherever and however often it appears. */
export type UnknownModifier = Written & { name: 'unknown' };

export type Term = Directive | Modifier | UnknownModifier;

/** The names of the terms that cost a lookup (§4.6.4). */
const LOOKUP_TERMS: ReadonlySet<string> = new Set(['include', 'a', 'mx', 'ptr', 'exists', 'redirect']);

export function costsLookup({ name }: Term): boolean {
  return LOOKUP_TERMS.has(name);
}
