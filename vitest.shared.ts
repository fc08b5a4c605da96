import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vitest/config';

export default defineConfig({
  resolve: {
    // Tests import the built package, the way its users do.
    alias: [{ find: /^reeve$/, replacement: fileURLToPath(new URL('./dist/index.js', import.meta.url)) }],
  },
  test: { pool: 'forks', testTimeout: 30_000 },
});
