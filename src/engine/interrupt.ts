/** Ctrl-C and SIGTERM as an AbortSignal: the first asks the engine to end well, the second ends the process. */

export interface Interrupt {
  signal: AbortSignal;
  dispose(): void;
}

/** `onFirst` is told once, to say that the steps in flight are still being finished. */
export function onInterrupt(onFirst: () => void = () => {}): Interrupt {
  const controller = new AbortController();
  const handle = (signal: NodeJS.Signals) => {
    if (controller.signal.aborted) process.exit(signal === 'SIGINT' ? 130 : 143);
    controller.abort();
    onFirst();
  };
  process.on('SIGINT', handle);
  process.on('SIGTERM', handle);
  return {
    signal: controller.signal,
    dispose: () => {
      process.off('SIGINT', handle);
      process.off('SIGTERM', handle);
    },
  };
}
