import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: ['test/**/*.test.ts'],
    // Two processes at most: the suite opens real SQLite files and child processes, and must pass on two cores.
    pool: 'forks',
    maxWorkers: 2,
    // Nothing here keeps state in a module, and loading them anew for each file was a third of the time.
    isolate: false,
    testTimeout: 20_000,
  },
});
