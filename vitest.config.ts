import { availableParallelism, tmpdir } from 'node:os';
import { join } from 'node:path';
import { defineConfig } from 'vitest/config';

// As bin/mailyard has it: what Node has compiled is kept for the workers' packages and for the programs that stories start.
process.env.NODE_COMPILE_CACHE ??= join(tmpdir(), 'node-compile-cache');

/** Stories start processes of their own or go through thousands of cases; everything else is the everyday run. */
const stories = [
  'test/e2e/**/*.test.ts',
  'test/cli/**/*.test.ts',
  'test/mail/stories/*.test.ts',
  'test/package/**/*.test.ts',
  'test/live/*.test.ts',
  'test/workflows/**/*.test.ts',
  'test/ledger/{away,backup,events,full-disk,killed}.test.ts',
  'test/runtime/{alerts,daemon}.test.ts',
  'test/runtime/{blocklists/check,blocklists/run,events/sns,warmup/job}.test.ts',
  'test/sandbox/blocklists.test.ts',
  'test/runtime/dkim/signers/{opendkim,rspamd,takers}.test.ts',
  'test/engine/{kill,pulumi}.test.ts',
  'test/runtime/dkim/{killed,never-unsigned,probe}.test.ts',
  'test/import/{round-trip,property}.test.ts',
  'test/sending/{submission/submission,throttle/rush}.test.ts',
  'test/simulation/{any-faults,story}.test.ts',
];
const shared = {
  // Files share their worker's modules, which halves the time: no test changes what a module keeps.
  isolate: false,
  setupFiles: ['test/support/loopback-only.ts'],
  testTimeout: 30_000,
  hookTimeout: 30_000,
};

export default defineConfig({
  test: {
    // Vitest leaves a core free; most tests wait for sockets and processes, so on two cores that is half the speed.
    maxWorkers: availableParallelism(),
    globalSetup: ['test/support/ledger-setup.ts'],
    projects: [
      { test: { ...shared, name: 'fast', include: ['test/**/*.test.ts'], exclude: stories } },
      { test: { ...shared, name: 'stories', include: stories, testTimeout: 300_000 } },
    ],
  },
});
