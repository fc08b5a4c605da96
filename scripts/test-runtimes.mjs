// The whole test suite with the addon as it is published (npm run prebuild) in other Nodes than the one at hand.
//   --node N ...   major versions (22 24 26)
import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { pinned } from './hosts/pinned.mjs';
import { unpacked } from './prebuild/npm-package.mjs';

const root = fileURLToPath(new URL('..', import.meta.url));
const { values } = parseArgs({ options: { node: { type: 'string', multiple: true, default: ['22', '24', '26'] } } });
const addon = join(root, 'prebuilds/linux-x64/reeve.glibc.node');

function fail(message) {
  process.stderr.write(`runtimes: ${message}\n`);
  process.exit(1);
}

if (process.platform !== 'linux' || process.arch !== 'x64') fail('runs on Linux x64 only');
if (!existsSync(addon)) fail(`${addon} is missing: npm run prebuild -- linux-x64-glibc`);
for (const major of values.node) {
  const host = pinned[`node${major}`];
  if (!host) fail(`there is no Node ${major} in scripts/hosts/pinned.mjs`);
  const folder = join(unpacked(join(root, 'build/hosts'), host), 'bin');
  process.stderr.write(`runtimes: all tests in Node ${host.version} ...\n`);
  // First in PATH too, so that scripts of tests that ask for `node` get the same.
  const env = { ...process.env, REEVE_ADDON: addon, PATH: `${folder}${delimiter}${process.env.PATH}` };
  const args = [join(root, 'node_modules/vitest/vitest.mjs'), 'run', '--project', 'processes'];
  const done = spawnSync(join(folder, 'node'), args, { cwd: root, env, stdio: ['ignore', 'inherit', 'inherit'] });
  if (done.status !== 0) fail(`tests failed in Node ${host.version}`);
}
