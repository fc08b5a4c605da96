// Makes a checkout ready: packages, native build, compiled TypeScript. Does only what is missing or out of date, so it
// may stand before every command. Needs nothing but Node itself. --tests also builds what only tests and benchmarks run,
// --no-native builds no addon for this machine.
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('..', import.meta.url));
const withTests = process.argv.includes('--tests');
const oldestNode = 20;

function fail(message) {
  process.stderr.write(`set-up: ${message}\n`);
  process.exit(1);
}

function run(what, command, args) {
  process.stderr.write(`set-up: ${what} ...\n`);
  const begun = performance.now();
  const done = spawnSync(command, args, { cwd: root, stdio: ['ignore', 'inherit', 'inherit'] });
  if (done.error) fail(`cannot run ${command}: ${done.error.message}`);
  if (done.status !== 0) fail(`${what} failed (${command} ${args.join(' ')})`);
  process.stderr.write(`set-up: ${what}: ${((performance.now() - begun) / 1000).toFixed(1)} s\n`);
}

function filesBelow(path) {
  const full = join(root, path);
  if (!statSync(full).isDirectory()) return [path];
  return readdirSync(full, { withFileTypes: true })
    .sort((one, other) => (one.name < other.name ? -1 : 1))
    .flatMap((entry) => (entry.isDirectory() ? filesBelow(join(path, entry.name)) : [join(path, entry.name)]));
}

/** Runs `build` unless it ran for exactly these files before. The stamp lies in what the build makes. */
function unlessDone(stamp, sources, build) {
  const hash = createHash('sha256').update(process.version);
  for (const file of sources.flatMap(filesBelow)) hash.update(file).update(readFileSync(join(root, file)));
  const now = hash.digest('hex');
  const path = join(root, stamp);
  if (existsSync(path) && readFileSync(path, 'utf8') === now) return;
  build();
  mkdirSync(join(path, '..'), { recursive: true });
  writeFileSync(path, now);
}

function needs(command, what) {
  const found = spawnSync(command, ['--version'], { stdio: 'ignore' });
  if (found.error) fail(`${command} is missing: install ${what}`);
}

if (Number(process.versions.node.split('.')[0]) < oldestNode) {
  fail(`Node ${oldestNode} or newer is needed, this is ${process.version}`);
}
unlessDone('node_modules/.reeve-installed', ['package-lock.json'], () => run('packages', 'npm', ['ci']));
const nativeSources = ['CMakeLists.txt', 'native', 'scripts/build-native.mjs', ...(withTests ? ['test/programs'] : [])];
const buildNative = () => {
  needs('cmake', 'CMake 3.18 or newer');
  needs(process.env.CXX ?? 'c++', 'a C++20 compiler (g++ 12 or clang 15)');
  const tests = withTests ? ['--tests'] : [];
  run('native build (about a minute)', process.execPath, ['scripts/build-native.mjs', ...tests]);
};
if (!process.argv.includes('--no-native')) {
  unlessDone(withTests ? 'build/native/.stamp-tests' : 'build/native/.stamp', nativeSources, buildNative);
}
unlessDone('dist/.stamp', ['lib', 'tsconfig.json', 'scripts/build-lib.mjs'], () =>
  run('TypeScript build', process.execPath, ['scripts/build-lib.mjs']),
);
