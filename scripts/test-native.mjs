// Runs the native tests of a build folder and fails if one of them does.
//   --build NAME  the folder below build/: native (default), sanitize or thread-sanitize
//   --only PART   only tests with this in their name
import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';

const root = fileURLToPath(new URL('..', import.meta.url));
const { values } = parseArgs({
  options: { build: { type: 'string', default: 'native' }, only: { type: 'string', default: '' } },
});
const folder = join(root, 'build', values.build, 'native-tests');
// A test that hangs is a fault too; sanitizers make everything some times slower.
const limit = { timeout: 300_000, killSignal: 'SIGKILL' };
const systems = { linux: ['linux_tests'] };
const ofTheC = values.build === 'native' ? [] : ['c_api_tests'];

let failed = false;
for (const name of [
  'core_tests',
  'linux_decode_tests',
  'darwin_decode_tests',
  ...(systems[process.platform] ?? []),
  ...ofTheC,
]) {
  const program = join(folder, name);
  if (!existsSync(program)) {
    console.error(`${program} is missing: node scripts/build-native.mjs --tests`);
    process.exit(1);
  }
  const begun = performance.now();
  const done = spawnSync(program, [values.only], { cwd: root, encoding: 'utf8', maxBuffer: 2 ** 28, ...limit });
  const lines = done.stdout.trimEnd().split('\n');
  const bad = done.status !== 0;
  failed ||= bad;
  if (bad) process.stderr.write(`${done.stderr}${lines.filter((line) => line.startsWith('FAIL')).join('\n')}\n`);
  const summary = lines.at(-1);
  const end = done.status === null ? `ended by ${done.signal} after '${summary}'` : summary;
  console.log(`${values.build}/${name}: ${end} (${((performance.now() - begun) / 1000).toFixed(1)} s)`);
}
process.exit(failed ? 1 : 0);
