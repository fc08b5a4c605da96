// Builds the C library, static and shared, and installs it with its header and pkg-config files.
//   --prefix DIR       where to (default build/c/installed)
//   --sanitize         with AddressSanitizer and UndefinedBehaviorSanitizer, in a folder of its own
//   --tests            also the tests of the C interface
import { spawnSync } from 'node:child_process';
import { join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';

const root = fileURLToPath(new URL('..', import.meta.url));
const { values } = parseArgs({
  options: {
    prefix: { type: 'string' },
    sanitize: { type: 'boolean', default: false },
    tests: { type: 'boolean', default: false },
  },
});
const build = join(root, 'build', values.sanitize ? 'c-sanitize' : 'c');
const prefix = resolve(values.prefix ?? join(build, 'installed'));

function run(command, args) {
  const done = spawnSync(command, args, { cwd: root, encoding: 'utf8' });
  if (done.status === 0) return;
  process.stderr.write(`${done.stdout ?? ''}${done.stderr ?? ''}${done.error?.message ?? ''}\n`);
  process.stderr.write('The C library was not built. It needs a C++20 compiler, CMake 3.18 and make or ninja.\n');
  process.exit(1);
}

const onOff = (flag) => (flag ? 'ON' : 'OFF');
const generator = spawnSync('ninja', ['--version']).error ? [] : ['-G', 'Ninja'];
const options = [
  '-DREEVE_BUILD_C=ON',
  // pkg-config is told of one folder, wherever the system keeps its own libraries.
  '-DCMAKE_INSTALL_LIBDIR=lib',
  `-DCMAKE_INSTALL_PREFIX=${prefix}`,
  `-DREEVE_SANITIZE=${onOff(values.sanitize)}`,
  `-DREEVE_BUILD_TESTS=${onOff(values.tests)}`,
];
const targets = ['reeve_static', 'reeve_shared', ...(process.platform === 'linux' ? ['reeve_keeper'] : [])];
run('cmake', ['-S', root, '-B', build, ...generator, ...options]);
run('cmake', ['--build', build, '--parallel', '--target', ...targets, ...(values.tests ? ['c_api_tests'] : [])]);
run('cmake', ['--install', build]);
console.log(`installed into ${prefix}`);
