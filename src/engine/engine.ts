/** What both engines take and give. An engine carries out; what is to be done was decided in the plan. */
import type { Resource } from '../estate/resource.ts';
import type { RecordReason } from '../provider/provider.ts';
import type { Backend } from '../state/backend.ts';
import type { StackState } from '../state/state.ts';

export type Operation = 'create' | 'update' | 'replace' | 'delete' | 'refresh';

export interface StackRequest {
  stack: string;
  /** All that the stack should hold: what its state has beyond that is deleted. */
  resources: Resource[];
}

export interface EngineRequest {
  backend: Backend;
  project: string;
  /** Stacks that gain a resource before stacks that lose it: where several speak of one resource, this order counts. */
  stacks: StackRequest[];
  /** Which resources are touched at all; default: all. */
  selected?: (stack: string, name: string) => boolean;
  /** Which of them are left as they are all the same: they wait for something. */
  without?: (stack: string, name: string) => boolean;
  /** Steps at once; default 8. */
  concurrency?: number;
  onEvent?: (event: EngineEvent) => void;
  /** Aborted: no new step starts, those in flight end, the state is written. */
  signal?: AbortSignal;
  /**
   * The stacks as they are under their locks, before anything is touched: what it throws ends the run. Only the embedded engine
   * calls it; the Pulumi CLI takes its locks one by one, and there the provider is held to the plan instead.
   */
  onLocked?: (stacks: StackState[]) => void;
}

export type EngineEvent =
  | { kind: 'start' | 'done'; stack: string; name: string; op: Operation }
  | { kind: 'failed'; stack: string; name: string; op: Operation; failure: EngineFailure }
  /** One of the result's warnings, when there is reason for it: that a provider is waited for is no news afterwards. */
  | { kind: 'warning'; text: string };

export interface EngineStep {
  stack: string;
  type: string;
  name: string;
  op: Operation;
  /** Set by a refresh that no longer found it. */
  gone?: true;
}

export interface EngineFailure extends EngineStep {
  /**
   * `partial`: some of it was applied; `check`; `dependency`: not tried, as another one failed; `reference`; `protected`;
   * `transfer`: kept, as its new stack could not take it over; else the code of the provider's MailyardError.
   */
  code?: string;
  message: string;
  /** Single reasons, where there are several. */
  reasons: string[];
  /** The records that are the reason, where the provider knows which. */
  records?: RecordReason[];
  fix?: string;
}

export interface EngineResult {
  /** Steps that changed something, by stack, name, type. */
  done: EngineStep[];
  failed: EngineFailure[];
  /** Resources that were as wanted, and cost no call. */
  unchanged: number;
  /** True if it was stopped before its end. */
  interrupted: boolean;
  /** What a person should know: locks cleared, a killed run continued, resources left to the Pulumi CLI. */
  warnings: string[];
  durationMs: number;
  /** What the journal cost; only the embedded engine has one. */
  journal?: { lines: number; bytes: number; syncs: number };
}

export const DEFAULT_CONCURRENCY = 8;

/** The order of results does not depend on what ended first. */
export function byStackAndName<T extends EngineStep>(steps: T[]): T[] {
  const key = (step: EngineStep) => `${step.stack}\n${step.name}\n${step.type}\n${step.op}`;
  return steps
    .map(step => ({ key: key(step), step }))
    .sort((a, b) => (a.key < b.key ? -1 : 1))
    .map(({ step }) => step);
}
