import { spawnSync } from 'node:child_process';

// Debian keeps it out of PATH; what it has there is a wrapper that asks for the 32-bit one.
const places = ['/usr/lib/wine/wine64', 'wine64'];
// The one with POSIX threads: libstdc++ of the other has no std::mutex.
const compiler = 'x86_64-w64-mingw32-g++-posix';
const packages = 'wine64 wine g++-mingw-w64-x86-64-posix';

function answers(command) {
  return spawnSync(command, ['--version'], { stdio: 'ignore' }).error === undefined;
}

/** The command that runs a Windows program, and its version; throws what is missing and how to get it. */
export function findWine() {
  const wine = places.find(answers);
  const missing = [...(wine ? [] : ['wine64']), ...(answers(compiler) ? [] : [compiler])];
  if (missing.length > 0) {
    throw new Error(`missing: ${missing.join(', ')}. apt-get install --no-install-recommends ${packages}`);
  }
  const { stdout } = spawnSync(wine, ['--version'], { encoding: 'utf8' });
  return { wine, version: stdout.trim().replace(/^wine-/, '') };
}
