// The C interface: its header in both compilers' strict modes, the library's names, its tests with and without ASan and
// UBSan, and jobs that C and JavaScript hand to each other. (ThreadSanitizer: npm run test:sanitize.)
//   --no-sanitize   without the build that has sanitizers
import { spawnSync } from 'node:child_process';
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('..', import.meta.url));
const build = join(root, 'build', 'c');
const installed = join(build, 'installed');

// Where pkg-config finds what was just built.
const env = { ...process.env, PKG_CONFIG_PATH: join(installed, 'lib', 'pkgconfig') };

function fail(message) {
  console.error(`c: ${message}`);
  process.exit(1);
}

function run(what, command, args, options = {}) {
  const begun = performance.now();
  const done = spawnSync(command, args, { cwd: root, encoding: 'utf8', timeout: 1_200_000, ...options });
  if (done.error) fail(`${what}: cannot run ${command}: ${done.error.message}`);
  if (done.status !== 0) fail(`${what} failed\n${done.stdout ?? ''}${done.stderr ?? ''}`);
  console.log(`c: ${what} (${((performance.now() - begun) / 1000).toFixed(1)} s)`);
  return done.stdout ?? '';
}

const has = (command) => !spawnSync(command, ['--version']).error;
const strict = ['-Wall', '-Wextra', '-pedantic', '-Werror'];

function checkHeader() {
  const compilers = ['gcc', 'clang'].filter(has);
  if (compilers.length === 0) fail('neither gcc nor clang is here');
  for (const compiler of compilers) {
    for (const standard of ['c99', 'c11']) {
      const args = [`-std=${standard}`, ...strict, '-fsyntax-only', '-Inative/include', 'examples/supervisor/keep.c'];
      run(`header and example, ${compiler} ${standard}`, compiler, args);
    }
    const asCxx = ['-std=c++17', ...strict, '-fsyntax-only', '-x', 'c++', '-'];
    const args = ['-Inative/include', ...asCxx];
    run(`header, ${compiler} c++17`, compiler, args, { input: '#include <reeve.h>\nint main() {}\n' });
  }
}

/** Nothing of the library is to be seen but its interface, and that with its version. */
function checkNames() {
  const names = run('names', 'nm', ['-D', '--defined-only', join(installed, 'lib', 'libreeve.so')]);
  const shown = names.split('\n').filter((line) => line !== '' && !/ A REEVE_\d+$/.test(line));
  const others = shown.filter((line) => !/ T reeve_\w+@@REEVE_\d+$/.test(line));
  if (others.length > 0 || shown.length === 0) fail(`the shared library shows more than it should:\n${names}`);
  const header = run('names in the header', 'cc', ['-E', '-P', 'native/include/reeve.h']);
  const declared = Array.from(header.matchAll(/(reeve_\w+)\([^()]*\);/g), ([, name]) => name);
  const missing = declared.filter((name) => !shown.some((line) => line.includes(` T ${name}@@`)));
  if (missing.length > 0 || declared.length !== shown.length) {
    fail(
      `header and native/c_api/exports.map differ: ${missing.join(', ') || `${declared.length} and ${shown.length}`}`,
    );
  }
}

function buildProgram(source, name, library, ...args) {
  const flags = run(`pkg-config ${library}`, 'pkg-config', ['--cflags', '--libs', library], { env })
    .trim()
    .split(/\s+/);
  const out = join(root, 'build', 'languages', name);
  mkdirSync(join(out, '..'), { recursive: true });
  run(`${source} with ${library}`, 'cc', ['-O2', ...strict, source, '-o', out, ...flags, ...args]);
}

if (process.platform !== 'linux') {
  console.log('c: the C library was built and run on Linux only so far: nothing is tested here');
  process.exit(0);
}
checkHeader();
run('library', process.execPath, ['scripts/build-c.mjs', '--tests']);
checkNames();
run('tests', join(build, 'native-tests', 'c_api_tests'), [], { timeout: 120_000 });
if (!process.argv.includes('--no-sanitize')) {
  run('library with ASan and UBSan', process.execPath, ['scripts/build-c.mjs', '--tests', '--sanitize']);
  run('tests with ASan and UBSan', join(root, 'build', 'c-sanitize', 'native-tests', 'c_api_tests'), [], {
    timeout: 300_000,
  });
}
for (const [source, name] of [
  ['examples/supervisor/keep.c', 'keep'],
  ['test/languages/look/look.c', 'look'],
]) {
  buildProgram(source, `${name}-c`, 'reeve', `-Wl,-rpath,${join(installed, 'lib')}`);
  buildProgram(source, `${name}-c-static`, 'reeve-static');
}
run(
  'examples, and jobs between C and JavaScript',
  process.execPath,
  ['node_modules/vitest/vitest.mjs', 'run', '--config', 'vitest.languages.ts'],
  { env: { ...env, REEVE_LANGUAGES: 'js,c,c-static' }, stdio: ['ignore', 'inherit', 'inherit'] },
);
