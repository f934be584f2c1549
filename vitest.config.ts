import { defineConfig } from 'vitest/config';

/** What is right takes a moment; a machine that does other things too may take it many times over. No test measures time by these. */
const BUSY_MACHINE_MS = 60_000;
const POLL_MS = 30_000;

export default defineConfig({
  test: {
    projects: [
      {
        test: {
          name: 'unit',
          include: ['{src,tools,e2e}/**/*.test.{ts,tsx}'],
          exclude: ['**/*.database.test.ts', '**/node_modules/**'],
          testTimeout: BUSY_MACHINE_MS,
          expect: { poll: { timeout: POLL_MS } },
        },
      },
      {
        test: {
          name: 'database',
          include: ['src/**/*.database.test.ts', 'tools/**/*.database.test.ts'],
          globalSetup: ['tools/practice/test-servers.ts'],
          // The servers are shared and a killed server belongs to one test: one file at a time.
          fileParallelism: false,
          testTimeout: 120_000,
          hookTimeout: 120_000,
          expect: { poll: { timeout: POLL_MS } },
        },
      },
    ],
  },
});
