/** An engine that was killed tells its plugins nothing, and a plugin holds the keys to mailboxes and zones. */

const LOOK_MS = 1000;

/** The engine starts the plugin, so it is its parent: once that is another, nobody takes an answer any more. */
export function endWithEngine(): void {
  const engine = process.ppid;
  setInterval(() => {
    if (process.ppid !== engine) process.exit(1);
  }, LOOK_MS).unref();
}
