/** A step of a warm-up, and what it is decided on. */
import type { Progress } from '../../estate/warmup/progress.ts';
import type { StoredProgress } from '../../ledger/warmup.ts';
import type { GateResult } from './gate-week.ts';
import type { Unit } from './units.ts';

export type StepKind = 'start' | 'advance' | 'step-back' | 'hold' | 'rest' | 'restart' | 'resume';

/** As its action is named in decisions. */
export const actionName = (kind: StepKind): string => `warmup.${kind}`;

/** One unit's. Its new week or state begins on the day on which the move is made, be that days after it was proposed. */
export interface Move {
  from: Progress;
  to: Omit<StoredProgress, 'since'>;
}

export interface Step {
  kind: StepKind;
  moves: Move[];
  /** A sentence, the same as long as nothing but numbers changes. */
  why: string;
  /** False: something is not known, and a person decides in any mode but observe. */
  sure: boolean;
  /** With the numbers. */
  evidence: object;
  /** Of an advance: in which seven days since the week began it was proposed, so that it is asked anew after another seven. */
  round?: number;
}

export interface Judged {
  unit: Unit;
  progress: StoredProgress;
  /** The week's gate; undefined where it does not warm. */
  gate?: GateResult;
}

export interface Readiness {
  verdict: 'yes' | 'no' | 'unknown';
  /** What is missing, or what nobody knows. */
  says: string[];
}

export interface Seen {
  today: string;
  /** A listing, or receivers that refuse because of who sends: a sentence each. */
  blocks: string[];
  /** Whether day one may come; undefined where nothing is at its day one. */
  ready?: Readiness;
}

export interface Next {
  steps: Step[];
  /** Why nothing happens, or not all. */
  waits: Wait[];
}

export interface Wait {
  /** `held`, `stuck`: it takes a person, or the end of a block. `stays`: its gate does not let the week go. `time`: its day comes;
   * `start`: its first one. */
  kind: 'held' | 'stuck' | 'stays' | 'time' | 'start';
  /** A sentence. */
  says: string;
}
