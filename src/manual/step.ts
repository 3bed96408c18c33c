/** A step that only a person can do, with what Mailyard saw of it. */
import type { Position } from '../inventory/finding.ts';

export interface ManualStep {
  id: string;
  /** A few words: `DKIM key of Google Workspace`. */
  title: string;
  segment: string;
  domain: string;
  /** The address, where it is about one mailbox. */
  mailbox?: string;
  /** Of a step at the registrar: the same as `domain`. */
  zone?: string;
  /** The instruction. */
  text: string;
  link?: string;
  /** What to enter, to run or to remove there. */
  values: string[];
  /** Where in the inventory goes what is found there. */
  paste?: Paste[];
  /** `open`: it was looked, and is not done. `unknown`: nobody could say. */
  state: 'open' | 'unknown' | 'done';
  /** What was seen. */
  seen: string;
  /** What to write under `done` of the domain once it is done, where nobody else can see that. */
  doneKey?: string;
}

export interface Paste {
  /** A path of the domain: `values.google-workspace.dkimKey`. */
  key: string;
  /** The domain's own line. */
  at: Position;
}
