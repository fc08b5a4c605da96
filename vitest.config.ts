import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vitest/config';

export default defineConfig({
  resolve: {
    // Tests import the built package, the way its users do.
    alias: [{ find: /^reeve$/, replacement: fileURLToPath(new URL('./dist/index.js', import.meta.url)) }],
  },
  test: {
    include: ['test/**/*.test.ts'],
    setupFiles: ['test/helpers/nothing-left.ts'],
    // One file at a time: tests look at cgroups and processes of the whole machine, and some measure.
    fileParallelism: false,
    pool: 'forks',
    testTimeout: 30_000,
  },
});
