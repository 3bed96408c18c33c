/** Waiting for what others do in their own time: a certificate, a look at DNS. */

export interface Waiting {
  /** Milliseconds. */
  patience: number;
  now(): number;
  sleep(milliseconds: number): Promise<void>;
  /** Told of each other reason to go on waiting, and every minute, with the seconds waited so far. */
  onWait(reason: string, seconds: number): void;
}

const FIRST_PAUSE = 1000;
const LONGEST_PAUSE = 15_000;
const BETWEEN_NOTES = 60_000;

/** Asks again and again until there is no reason to wait any more; the last reason where patience ends. */
export async function until(
  ask: () => Promise<string | undefined>,
  { patience, now, sleep, onWait }: Waiting,
): Promise<{ reason: string; seconds: number } | undefined> {
  const started = now();
  let told = { reason: '', at: started };
  for (let pause = FIRST_PAUSE; ; pause = Math.min(pause * 2, LONGEST_PAUSE)) {
    const reason = await ask();
    if (reason === undefined) return undefined;
    const seconds = Math.round((now() - started) / 1000);
    if (now() + pause - started > patience) return { reason, seconds };
    if (reason !== told.reason || now() - told.at >= BETWEEN_NOTES) {
      onWait(reason, seconds);
      told = { reason, at: now() };
    }
    await sleep(pause);
  }
}
