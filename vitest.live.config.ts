import { defineConfig } from 'vitest/config';

/** A configuration of its own: no other run may reach a real account, and this one reaches the internet. */
export default defineConfig({
  test: { name: 'live', include: ['test/live/*.live.ts'], testTimeout: 300_000, hookTimeout: 120_000 },
});
