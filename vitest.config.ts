import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    // One file at a time: tests look at cgroups and processes of the whole machine, and some measure.
    fileParallelism: false,
    projects: [
      { extends: './vitest.shared.ts', test: { name: 'contract', include: ['test/contract/**/*.test.ts'] } },
      {
        extends: './vitest.shared.ts',
        test: {
          name: 'processes',
          include: ['test/**/*.test.ts'],
          exclude: ['test/contract/**'],
          setupFiles: [fileURLToPath(new URL('./test/helpers/nothing-left.ts', import.meta.url))],
        },
      },
    ],
  },
});
