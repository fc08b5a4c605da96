// Builds the native side with cmake-js and puts the addon where node-gyp-build finds it.
//   --tests       also the native tests and the programs that tests and benchmarks run
//   --sanitize    with AddressSanitizer and UndefinedBehaviorSanitizer, in a folder of its own
//   --thread-sanitize   with ThreadSanitizer, likewise
//   --copy-to DIR the addon's place instead of build/Release (node-gyp names its own)
import { spawnSync } from 'node:child_process';
import { copyFileSync, existsSync, mkdirSync, rmSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';

const root = fileURLToPath(new URL('..', import.meta.url));
const { values } = parseArgs({
  options: {
    tests: { type: 'boolean', default: false },
    sanitize: { type: 'boolean', default: false },
    'thread-sanitize': { type: 'boolean', default: false },
    'copy-to': { type: 'string' },
  },
});

const flavour = values.sanitize ? 'sanitize' : values['thread-sanitize'] ? 'thread-sanitize' : 'native';
const out = join(root, 'build', flavour);
const place = values['copy-to'] ?? join(root, 'build', flavour === 'native' ? 'Release' : `${flavour}-addon`);

const cmakeJs = createRequire(import.meta.url).resolve('cmake-js/bin/cmake-js');
const onOff = (flag) => (flag ? 'ON' : 'OFF');
const options = [
  ...['--log-level', 'warn', '--out', out],
  `--CDREEVE_SANITIZE=${onOff(values.sanitize)}`,
  `--CDREEVE_THREAD_SANITIZE=${onOff(values['thread-sanitize'])}`,
  // Also where a build folder knows it otherwise.
  '--CDCMAKE_UNITY_BUILD=ON',
  `--CDREEVE_BUILD_TESTS=${onOff(values.tests)}`,
  // Its tests have threads enough for a sanitizer to look at; without one they run in npm run test:c.
  `--CDREEVE_BUILD_C=${onOff(values.tests && flavour !== 'native')}`,
];

function run(command) {
  const done = spawnSync(process.execPath, [cmakeJs, command, ...options], { cwd: root, encoding: 'utf8' });
  if (done.status === 0) return;
  process.stderr.write(`${done.stdout}${done.stderr}`);
  process.stderr.write(
    '\nThe native build failed. It needs a C++20 compiler (g++ 12 or clang 15), CMake 3.18 and make or ninja.\n',
  );
  process.exit(1);
}

// cmake-js configures by itself only the first time, and then never hears of other options.
run('configure');
run('build');
mkdirSync(place, { recursive: true });
/** As a new file: a program or a job that runs by the old one goes on with that. */
function put(from, name) {
  rmSync(join(place, name), { force: true });
  copyFileSync(from, join(place, name));
}
put(join(out, 'Release', 'reeve.node'), 'reeve.node');
for (const name of ['reeve-keeper', 'reeve-keeper.exe']) {
  const keeper = join(out, 'keeper', name);
  if (existsSync(keeper)) put(keeper, name);
}
