import { spawnSync } from 'node:child_process';
import { createRequire } from 'node:module';
import { join } from 'node:path';

const nodeApi = createRequire(import.meta.url)('node-api-headers');

function cmake(what, args) {
  const done = spawnSync('cmake', args, { encoding: 'utf8' });
  if (done.status === 0) return;
  const output = `${done.error ?? ''}${done.stdout}${done.stderr}`.replace(/^\[\d+\/\d+\] .*\n/gm, '');
  throw new Error(`cmake failed to ${what}\n${output}`);
}

/** Cross-builds addon, native tests and test programs for Windows x64 into `folder`. */
export function buildForWindows(root, folder) {
  const library = join(folder, 'node.lib');
  const definitions = {
    CMAKE_TOOLCHAIN_FILE: join(root, 'scripts/prebuild/toolchains/mingw.cmake'),
    // What cmake-js would give.
    CMAKE_JS_INC: nodeApi.include_dir,
    CMAKE_JS_LIB: library,
    CMAKE_JS_NODELIB_DEF: nodeApi.def_paths.node_api_def,
    CMAKE_JS_NODELIB_TARGET: library,
    REEVE_BUILD_TESTS: 'ON',
  };
  const options = Object.entries(definitions).map(([name, value]) => `-D${name}=${value}`);
  cmake('configure', ['-S', root, '-B', folder, '-G', 'Ninja', ...options]);
  cmake('build', ['--build', folder, '--parallel', '2']);
}
