// Where each prebuilt addon is run. `prepare` gives the command that runs a script there, and throws the reason if it
// can't be had. `faults` names checks that fail there for a known reason, and how: a check that then passes, or fails
// otherwise, is as much of a failure as any other.
import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { unpacked } from '../prebuild/npm-package.mjs';
import { muslLibraries, muslNode } from './musl-rig.mjs';
import { pinned } from './pinned.mjs';

const program = (name, path) => (cache) => ({ command: [join(unpacked(cache, pinned[name]), path)], env: {} });

/** CentOS 7's glibc, through its own loader. Node 16 is the last that runs on it. */
function onGlibc217(cache) {
  const folder = join(cache, 'glibc-2.17');
  const sysroot = join(folder, 'x86_64-unknown-linux-gnu/sysroot');
  if (!existsSync(sysroot)) {
    mkdirSync(folder, { recursive: true });
    const archive = join(unpacked(cache, pinned.glibc217), 'x86_64-unknown-linux-gnu.tar.xz');
    const done = spawnSync('tar', ['-xJf', archive, '-C', folder, './x86_64-unknown-linux-gnu/sysroot']);
    if (done.status !== 0) throw new Error(`tar cannot unpack ${archive}: install Debian's xz-utils`);
  }
  const node = join(unpacked(cache, pinned.node16), 'bin/node');
  return { command: [join(sysroot, 'lib/ld-2.17.so'), '--library-path', join(sysroot, 'lib'), node], env: {} };
}

function nodeOnMusl(cache) {
  const env = { LD_LIBRARY_PATH: muslLibraries(cache) };
  return { command: [muslNode(cache, unpacked(cache, pinned.pnpmMusl))], env };
}

function bunOnMusl(cache) {
  const env = { LD_LIBRARY_PATH: muslLibraries(cache) };
  return { command: [join(unpacked(cache, pinned.bunMusl), 'bin/bun')], env };
}

const armLibraries = '/usr/aarch64-linux-gnu';

const underQemu = (name) => (cache) => {
  const qemu = 'qemu-aarch64-static';
  if (spawnSync(qemu, ['--version']).error) throw new Error(`${qemu} is missing: install Debian's qemu-user-static`);
  if (!existsSync(`${armLibraries}/lib/libstdc++.so.6`)) {
    throw new Error(`${armLibraries} is missing: install Debian's libc6-arm64-cross and libstdc++6-arm64-cross`);
  }
  return { command: [qemu, '-L', armLibraries, join(unpacked(cache, pinned[name]), 'bin/node')], env: {} };
};

// qemu-user 7.2 has no clone3 and no CLONE_PIDFD, so no job can be started, and it makes up /proc/self/stat.
const noClone = /EINVAL: clone failed/;
const qemuFaults = {
  'getProcess, checkIdentity': /"state":"unknown"/,
  'terminateTree, not started by reeve': /EIO: read failed/,
  'spawnInGroup, waitPid': noClone,
  'spawnInGroup, terminateTree': noClone,
  'a keeper, by the file beside the addon': noClone,
  'spawnInGroup, no such command': noClone,
};

// What reeve needs is ffi (the addon), read (to find it, and which libc runs) and env; run is for what the checks start.
const denoRun = ['run', '--quiet', '--no-prompt', '--allow-ffi', '--allow-read', '--allow-env', '--allow-run'];

const glibc = 'linux-x64-glibc';
const musl = 'linux-x64-musl';
const arm = 'linux-arm64-glibc';

export const hosts = [
  { name: 'Node 20', target: glibc, prepare: program('node20', 'bin/node') },
  { name: 'Node 22', target: glibc, prepare: program('node22', 'bin/node') },
  { name: 'Node 24', target: glibc, prepare: program('node24', 'bin/node') },
  { name: 'Node 26', target: glibc, prepare: program('node26', 'bin/node') },
  { name: 'Bun 1.4', target: glibc, prepare: program('bun', 'bin/bun') },
  { name: 'Deno 2.9', target: glibc, prepare: program('deno', 'deno'), options: denoRun },
  { name: 'Node 16 on glibc 2.17', target: glibc, prepare: onGlibc217 },
  { name: 'Node 26 on musl 1.2', target: musl, prepare: nodeOnMusl },
  { name: 'Bun 1.4 on musl 1.2', target: musl, prepare: bunOnMusl },
  { name: 'Node 20 in qemu-user', target: arm, prepare: underQemu('node20Arm'), faults: qemuFaults },
  { name: 'Node 24 in qemu-user', target: arm, prepare: underQemu('node24Arm'), faults: qemuFaults },
];

/** Targets that nothing here runs, and why. */
export const notRun = {
  'linux-arm64-musl': "npm has Bun for it, but Debian has musl's loader for arm64 only as a foreign architecture",
  'darwin-x64': 'no macOS here; see .github/workflows/release.yml',
  'darwin-arm64': 'no macOS here; see .github/workflows/release.yml',
  'win32-x64': 'no Windows here; see .github/workflows/release.yml',
};

/** The Node that runs this script. */
export function ownHost() {
  const { runningLibc } = createRequire(import.meta.url)('../../dist/cjs/native/libc.js');
  const libc = process.platform === 'linux' ? [runningLibc()] : [];
  const target = [process.platform, process.arch, ...libc].join('-');
  return { name: `Node ${process.version}`, target, prepare: () => ({ command: [process.execPath], env: {} }) };
}
