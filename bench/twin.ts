/** The twin of Cloudflare in a process of its own, so that its work is not counted as Mailyard's. Started by `startTwin`. */
import { startCloudflareTwin } from '../src/sandbox/cloudflare/twin.ts';

/** More calls than any benchmark makes: what is measured is Mailyard, not the waiting. */
const rate = { quota: 1_000_000, windowSeconds: 300 };

process.once('message', async ({ zones, latencyMs }: { zones: string[]; latencyMs: number }) => {
  const { url, token, origin } = await startCloudflareTwin({ zones, latencyMs, rate });
  process.send?.({ url, token, origin });
});
