import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vitest/config';
import { atPace } from './test/helpers/pace.js';

export default defineConfig({
  resolve: {
    // Tests import the built package, the way its users do.
    alias: [
      { find: /^reeve$/, replacement: fileURLToPath(new URL('./dist/index.js', import.meta.url)) },
      { find: /^reeve\/jobs$/, replacement: fileURLToPath(new URL('./dist/jobs/index.js', import.meta.url)) },
    ],
  },
  test: {
    pool: 'forks',
    testTimeout: atPace(30_000),
    hookTimeout: atPace(10_000),
    expect: { poll: { timeout: atPace(1000) } },
  },
});
