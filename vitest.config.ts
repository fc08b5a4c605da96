import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vitest/config';

// Where tests are that are about one system only.
const folders = { linux: 'linux', darwin: 'darwin', win32: 'windows' };
const own = folders[process.platform as keyof typeof folders];

// What is about this repository's files is the same everywhere, and slow where files are.
const notHere = process.platform === 'win32' ? ['test/contract/layers.test.ts'] : [];

export default defineConfig({
  test: {
    // One file at a time: tests look at cgroups and processes of the whole machine, and some measure.
    fileParallelism: false,
    projects: [
      {
        extends: './vitest.shared.ts',
        test: { name: 'contract', include: ['test/contract/**/*.test.ts'], exclude: notHere },
      },
      {
        extends: './vitest.shared.ts',
        test: {
          name: 'processes',
          include: ['test/*.test.ts', `test/${own}/**/*.test.ts`],
          setupFiles: [fileURLToPath(new URL('./test/helpers/nothing-left.ts', import.meta.url))],
        },
      },
    ],
  },
});
