// The whole test suite again, with the addon and the native tests built with AddressSanitizer and
// UndefinedBehaviorSanitizer, and the native tests a third time with ThreadSanitizer. Needs the compiler's sanitizers.
//   --all      also the tests that are left out below for the time they take
//   --native   the native tests alone
import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('..', import.meta.url));

// Long tests that take no way through the addon which others don't take too: what is long about them is other programs.
const long = ['terminate-storm', 'terminate-grace', 'terminate-wide', 'terminate-large', 'terminate-callers-killed'];
const ofOthers = ['survivor-matrix', 'seccomp', 'docs', 'prebuild-checks'];
const leftOut = process.argv.includes('--all') ? [] : [...long, ...ofOthers];
const excluded = leftOut.flatMap((name) => ['--exclude', `test/linux/${name}.test.ts`]);

function run(what, args, env = {}) {
  process.stderr.write(`sanitized: ${what} ...\n`);
  const done = spawnSync(process.execPath, args, { cwd: root, stdio: 'inherit', env: { ...process.env, ...env } });
  if (done.status !== 0) {
    process.stderr.write(`sanitized: ${what} failed\n`);
    process.exit(done.status ?? 1);
  }
}

function runtimeLibrary(name) {
  const found = spawnSync(process.env.CXX ?? 'c++', [`-print-file-name=${name}`], { encoding: 'utf8' });
  return found.stdout.trim();
}

run('build with ASan and UBSan', ['scripts/build-native.mjs', '--tests', '--sanitize']);
run('native tests', ['scripts/test-native.mjs', '--build', 'sanitize']);
run('build with TSan', ['scripts/build-native.mjs', '--tests', '--thread-sanitize']);
run('native tests', ['scripts/test-native.mjs', '--build', 'thread-sanitize']);
if (process.argv.includes('--native')) process.exit(0);
// node is not built with ASan, so the runtime has to come first; test/helpers/sanitizer.ts keeps it from the programs
// that tests start.
run('tests', ['node_modules/vitest/vitest.mjs', 'run', '--project', 'processes', ...excluded], {
  REEVE_ADDON: `${root}build/sanitize-addon/reeve.node`,
  LD_PRELOAD: runtimeLibrary('libasan.so'),
  ASAN_OPTIONS: 'detect_leaks=0:abort_on_error=1',
  UBSAN_OPTIONS: 'print_stacktrace=1',
});
