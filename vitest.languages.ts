import { fileURLToPath } from 'node:url';
import { mergeConfig } from 'vitest/config';
import shared from './vitest.shared.js';

// What is between the languages: of npm run test:c and npm run test:go, which build what it needs and say which.
export default mergeConfig(shared, {
  test: {
    include: ['test/languages/*.test.ts'],
    fileParallelism: false,
    setupFiles: [fileURLToPath(new URL('./test/helpers/nothing-left.ts', import.meta.url))],
  },
});
