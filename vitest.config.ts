import { defineConfig } from 'vitest/config';

/** Stories start processes of their own and take seconds each; everything else is the everyday run. */
const stories = ['test/e2e/**/*.test.ts', 'test/cli/**/*.test.ts', 'test/engine/{kill,pulumi}.test.ts'];
const shared = { setupFiles: ['test/support/loopback-only.ts'], testTimeout: 30_000, hookTimeout: 30_000 };

export default defineConfig({
  test: {
    projects: [
      { test: { ...shared, name: 'fast', include: ['test/**/*.test.ts'], exclude: stories } },
      { test: { ...shared, name: 'stories', include: stories, testTimeout: 300_000 } },
    ],
  },
});
