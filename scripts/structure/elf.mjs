import { spawnSync } from 'node:child_process';
import { accessSync, constants, readFileSync, statSync } from 'node:fs';
import { floors } from '../prebuild/targets.mjs';

const machines = { x64: 'Advanced Micro Devices X86-64', arm64: 'AArch64' };
const libraries = {
  glibc: /^(lib(c|m|dl)\.so\.6|lib(pthread|rt)\.so\.[01]|libdl\.so\.2|ld-linux-(x86-64\.so\.2|aarch64\.so\.1))$/,
  musl: /^libc\.so$/,
};
// More than twice of what it is: a library that slipped in is larger than this.
const mostKeeperBytes = 32 * 1024;
const entryPoints = ['napi_register_module_v1', 'node_api_module_get_api_version_v1'];

function readelf(file) {
  const done = spawnSync('readelf', ['-W', '-h', '-l', '-S', '-d', '--dyn-syms', file], {
    encoding: 'utf8',
    maxBuffer: 2 ** 28,
    env: { ...process.env, LC_ALL: 'C' },
  });
  if (done.error?.code === 'ENOENT') throw new Error("readelf is missing: install Debian's binutils");
  if (done.status !== 0) throw new Error(`readelf: ${done.error ?? done.stderr}`);
  return done.stdout;
}

const all = (text, pattern) => Array.from(text.matchAll(pattern), ([, found]) => found);

/** Of two versions like 2.9 and 2.17, whether the first is the newer one. */
function isNewer(one, other) {
  const [a, b] = [one, other].map((version) => version.split('.').map(Number));
  return a[0] !== b[0] ? a[0] > b[0] : (a[1] ?? 0) > (b[1] ?? 0);
}

/** What is wrong with a Linux addon's file. */
export function checkElf(file, target) {
  const text = readelf(file);
  const wrong = [];
  const expect = (condition, what) => condition || wrong.push(what);
  expect(text.includes(`Machine:                           ${machines[target.arch]}`), `not for ${target.arch}`);
  for (const library of all(text, /\(NEEDED\)\s+Shared library: \[(.+)\]/g)) {
    expect(libraries[target.libc].test(library), `needs ${library}`);
  }
  const exported = all(text, /GLOBAL\s+DEFAULT\s+\d+ (\S+)$/gm);
  expect(exported.sort().join() === entryPoints.join(), `exports ${exported.join(', ')}`);
  const versions = all(text, /@GLIBC_([\d.]+)/g);
  expect(versions.length > 0 === (target.libc === 'glibc'), `${versions.length} symbols with a version of glibc`);
  const newest = versions.filter((version) => isNewer(version, floors.glibc));
  expect(newest.length === 0, `needs glibc ${newest.join(', ')}`);
  expect(/FLAGS_1.*NODELETE/.test(text), 'may be unloaded, and its threads with it');
  expect(!/\s\.symtab\s/.test(text), 'is not stripped');
  expect(/GNU_STACK.*\sRW\s/.test(text), 'has an executable stack');
  return wrong;
}

function isExecutable(file) {
  try {
    accessSync(file, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}

/** What is wrong with a Linux keeper's file, which lies beside this addon. */
export function checkKeeperElf(file, target, addon) {
  const text = readelf(file);
  const wrong = [];
  const expect = (condition, what) => condition || wrong.push(what);
  expect(text.includes(`Machine:                           ${machines[target.arch]}`), `not for ${target.arch}`);
  expect(/Type:\s+EXEC /.test(text) && !/^\s+(INTERP|DYNAMIC)\s/m.test(text), 'needs a loader');
  expect(!/\s\.symtab\s/.test(text), 'is not stripped');
  expect(/GNU_STACK.*\sRW\s/.test(text), 'has an executable stack');
  expect(isExecutable(file), 'may not be executed');
  expect(statSync(file).size <= mostKeeperBytes, `has ${statSync(file).size} bytes`);
  expect(readFileSync(addon).includes(readFileSync(file)), 'is another one than the addon carries in itself');
  return wrong;
}
