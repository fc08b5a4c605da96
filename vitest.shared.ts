import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vitest/config';

export default defineConfig({
  resolve: {
    // Tests import the built package, the way its users do.
    alias: [{ find: /^reeve$/, replacement: fileURLToPath(new URL('./dist/index.js', import.meta.url)) }],
  },
  // Once more on a shared machine: storms and time-outs meet neighbours there. A fault that shows twice still fails.
  test: { pool: 'forks', testTimeout: 30_000, retry: process.env.CI === undefined ? 0 : 1 },
});
