/** `templates/blocklists/*.yaml`: what is known of a DNS blocklist; `templates/blocklists/dead/*.yaml`: zones that nobody should ask. */

export interface Blocklist {
  /** The file's name without `.yaml`. */
  name: string;
  title: string;
  /** What stands behind the reversed address or the domain; `{key}` where the operator gives one. */
  zone: string;
  asks: TargetKind[];
  /** Of a list of domains: `registrable` knows no hosts below them. Default `hosts`: both are asked. */
  names?: 'registrable' | 'hosts';
  /** Either codes or bits. */
  codes?: ListedCode[];
  bits?: ListedBit[];
  /** Answers that say something of the question or the resolver, and nothing of the target. */
  errors: ListError[];
  /** For each kind that is asked. Many lists do not follow RFC 5782 §5, hence data. */
  test: Partial<Record<TargetKind, TestPoints>>;
  access: ListAccess;
  delisting: { page?: string; steps: string[] };
  /** Why it is not asked: how a list is switched off. */
  disabled?: string;
  source: string[];
  /** ISO date on which the source was read. */
  checked: string;
  /** `code`: what a known program does with it. */
  verified: 'documentation' | 'code' | 'third-party';
  notes?: string;
}

export type TargetKind = 'ipv4' | 'ipv6' | 'domain';

/** From the gravest. `critical`: now. `major`: the same day. `minor`: a note. `info`: nothing to do. `none`: an answer that is no listing. */
export const WEIGHTS = ['critical', 'major', 'minor', 'info', 'none'] as const;
export type Weight = (typeof WEIGHTS)[number];

export interface ListedCode {
  /** `127.0.0.2`; each part may be a range: `127.0.0.4-7`. */
  code: string;
  means: string;
  weight: Weight;
}

/** A bit of the last octet: several can be set at once. */
export interface ListedBit {
  bit: number;
  means: string;
  weight: Weight;
}

export type ListError = ({ code: string } | { bit: number }) & { says: string };

export interface TestPoints {
  /** All of them are listed. */
  listed: string[];
  /** None of them is. */
  clean: string[];
}

export interface ListAccess {
  /** `registration`: of the resolver's address, or of its owner. */
  terms: 'free' | 'registration' | 'key';
  /** Questions a day that are free. */
  perDay?: number;
  /** The environment variable with the key. */
  key?: string;
  /** Asked in place of `zone` once there is a key. */
  keyedZone?: string;
  /** One sentence. */
  says: string;
}

/** Zones that were closed, or answered for the whole world at some time. */
export interface DeadZones {
  name: string;
  title: string;
  source: string[];
  checked: string;
  zones: DeadZone[];
}

export interface DeadZone {
  /** All below it is dead too. */
  zone: string;
  /** In one sentence. */
  says: string;
  /** What to ask in its place. */
  instead?: string;
}
