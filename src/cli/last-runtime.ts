/** The runtime for those who ask more often than the inventories change. */
import type { Log, Runtime } from '../runtime/runtime.ts';

const READ_EVERY_MS = 10_000;

/** Inventories that are being edited do not stop those who ask: they are answered from what was right before. */
export function lastRuntime({ open, now, log }: { open(): Runtime; now(): number; log: Log }): () => Runtime {
  let last: { runtime: Runtime; at: number } | undefined;
  const openOr = (before: Runtime | undefined): Runtime => {
    try {
      return open();
    } catch (error) {
      if (before === undefined) throw error;
      log.warn(
        { reason: (error as Error).message },
        'the inventories have errors: calls are answered from those before',
      );
      return before;
    }
  };
  return () => {
    if (last && now() - last.at >= 0 && now() - last.at < READ_EVERY_MS) return last.runtime;
    last = { runtime: openOr(last?.runtime), at: now() };
    return last.runtime;
  };
}
