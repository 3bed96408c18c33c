/** One run of the embedded engine: its queue, its events, and what came of it. */
import PQueue from 'p-queue';
import { MailyardError } from '../error.ts';
import { PartialFailure, RecordsRefused, type ResourceType } from '../provider/provider.ts';
import { reasonOf } from '../reason.ts';
import {
  byStackAndName,
  DEFAULT_CONCURRENCY,
  type EngineEvent,
  type EngineFailure,
  type EngineResult,
  type EngineStep,
} from './engine.ts';
import type { StackSession } from './session.ts';

/** How a step ended; `stopped`: it never began, as the run was interrupted. */
export type Outcome = 'ok' | 'failed' | 'stopped';

export interface Run {
  types: Map<string, ResourceType>;
  /** Does `work` when there is room; its errors become failures of that step, never exceptions. */
  step(step: EngineStep, work: () => Promise<EngineStep | undefined>): Promise<Outcome>;
  fail(step: EngineStep, error: unknown): Outcome;
  isUnchanged(): Outcome;
  stopped(): boolean;
  warn(warning: string): void;
  result(sessions: StackSession[]): EngineResult;
}

export function startRun(options: {
  types: ResourceType[];
  concurrency?: number;
  onEvent?: (event: EngineEvent) => void;
  signal?: AbortSignal;
}): Run {
  const { onEvent = () => {}, signal } = options;
  const queue = new PQueue({ concurrency: options.concurrency ?? DEFAULT_CONCURRENCY });
  const started = performance.now();
  const done: EngineStep[] = [];
  const failed: EngineFailure[] = [];
  const warnings: string[] = [];
  let unchanged = 0;
  let skipped = false;

  const stopped = () => {
    if (signal?.aborted) skipped = true;
    return signal?.aborted ?? false;
  };
  const fail = (step: EngineStep, error: unknown): Outcome => {
    const failure = describe(step, error);
    failed.push(failure);
    onEvent({ kind: 'failed', stack: step.stack, name: step.name, op: step.op, failure });
    return 'failed';
  };

  return {
    types: new Map(options.types.map(type => [type.type, type])),
    fail,
    stopped,
    warn: text => {
      warnings.push(text);
      onEvent({ kind: 'warning', text });
    },
    isUnchanged: () => {
      unchanged += 1;
      return 'ok';
    },
    step: (step, work) =>
      queue.add(async (): Promise<Outcome> => {
        if (stopped()) return 'stopped';
        const { stack, name, op } = step;
        onEvent({ kind: 'start', stack, name, op });
        try {
          const result = await work();
          if (result) done.push(result);
          else unchanged += 1;
          onEvent({ kind: 'done', stack, name, op });
          return 'ok';
        } catch (error) {
          return fail(step, error);
        }
      }),
    result: sessions => ({
      done: byStackAndName(done),
      failed: byStackAndName(failed),
      unchanged,
      interrupted: skipped,
      warnings,
      durationMs: Math.round(performance.now() - started),
      journal: {
        lines: sum(sessions, 'lines'),
        bytes: sum(sessions, 'bytes'),
        syncs: sum(sessions, 'syncs'),
      },
    }),
  };
}

function sum(sessions: StackSession[], field: 'lines' | 'bytes' | 'syncs'): number {
  return sessions.reduce((total, session) => total + session.journal.written[field], 0);
}

function describe(step: EngineStep, error: unknown): EngineFailure {
  if (error instanceof PartialFailure) {
    const { message, reasons, records } = error;
    return { ...step, code: 'partial', message, reasons, records };
  }
  const message = reasonOf(error);
  const { code, fix } = error instanceof MailyardError ? error : {};
  const records = error instanceof RecordsRefused ? { records: error.records } : {};
  return { ...step, message, reasons: [message], ...records, ...(code ? { code } : {}), ...(fix ? { fix } : {}) };
}
