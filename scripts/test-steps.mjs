// Kills each of those who take part in a kept job's start and end at each of their system calls. `npm test` runs a part.
import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('..', import.meta.url));
const vitest = ['node_modules/vitest/vitest.mjs', 'run', '--project', 'processes'];
const done = spawnSync(process.execPath, [...vitest, 'test/linux/keeper-killed-at-steps.test.ts'], {
  cwd: root,
  stdio: 'inherit',
  env: { ...process.env, REEVE_ALL_STEPS: '1' },
});
process.exit(done.status ?? 1);
