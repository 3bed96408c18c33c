/** What signs a domain's mail, as the rotation sees it: it takes our keys, makes its own for us to publish, or rotates by itself. */

import type { DkimAlgorithm } from '../../inventory/model.ts';

export type Algorithm = DkimAlgorithm;

export interface SigningKey {
  selector: string;
  algorithm: Algorithm;
  /** PEM, PKCS #8. */
  privateKey: string;
}

/** All methods throw where nobody can tell or the signer refuses; safe to call again after any failure or kill. */
export type Signer = KeyTaker | KeyMaker | SelfRotating | ByHand;

interface Named {
  /** `opendkim`, `amazon-ses`: with domain and algorithm the name of what is rotated. */
  name: string;
  /** As people know it. */
  title: string;
}

/** Signs with keys that Mailyard makes. */
export interface KeyTaker extends Named {
  kind: 'takes';
  algorithms: readonly Algorithm[];
  /** `gap`: for a while it may sign with either key, or with none: sending is held until a test message verifies. */
  switch: 'seamless' | 'gap';
  /** The selector it signs with now; undefined: it does not sign. */
  current(domain: string, algorithm: Algorithm): Promise<string | undefined>;
  /** From now on it signs with this key, beside that of the other algorithm. */
  use(domain: string, key: SigningKey): Promise<void>;
  /** The private key is removed where it lies; not there is done. */
  forget?(domain: string, selector: string): Promise<void>;
  /** A message of this domain signed just as it signs now, where that can be had without sending one. */
  sample?(domain: string): Promise<Buffer>;
}

/** Makes the key itself, and signs with it when it is told to. Mailyard publishes `record`. */
export interface KeyMaker extends Named {
  kind: 'makes';
  algorithms: readonly Algorithm[];
  current(domain: string, algorithm: Algorithm): Promise<string | undefined>;
  make(domain: string, selector: string, algorithm: Algorithm): Promise<{ selector: string; record: string }>;
  activate(domain: string, selector: string): Promise<void>;
}

/** The provider's own call rotates; what stands in DNS leads to the provider and stays. */
export interface SelfRotating extends Named {
  kind: 'rotates';
  /** Epoch milliseconds of the last rotation, where the provider tells; and whether one is going on. */
  state(domain: string): Promise<{ rotatedAt?: number; rotating: boolean; selectors: string[] }>;
  /** Absent: it does so in its own time, and nobody can make it. Asked again while `rotating`, it goes on where it can. */
  rotate?(domain: string): Promise<void>;
}

/** Only a person can: `mailyard todo` asks for it when it is time. */
export interface ByHand extends Named {
  kind: 'manual';
}

/** A signer of a domain, opened. */
export interface Signing {
  signer: Signer;
  /** `d=` of its signatures: the domain, or a host below it. */
  signs: string;
  /** Of its keys, as the inventory wants them. */
  algorithms: readonly Algorithm[];
}
