// The addon for arm64 on a real arm64 kernel (Debian's 6.1, older than pidfs), with real cgroup controllers. The whole
// machine is a RAM disk: Node, the package with its addon, and what the checks start. Takes about half a minute.
import { chmodSync, cpSync, existsSync, readdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { pinned } from '../hosts/pinned.mjs';
import { unpacked } from '../prebuild/npm-package.mjs';
import { boot } from './boot.mjs';
import { kernelIn, unpackedDebian } from './debian.mjs';
import { packDisk, startDisk } from './ram-disk.mjs';

const libraryFolder = '/usr/aarch64-linux-gnu/lib';
const commands = ['sh', 'mount', 'sleep', 'setsid', 'uname', 'poweroff'];
const libraries = ['ld-linux-aarch64', 'libc', 'libdl', 'libm', 'libgcc_s', 'libpthread', 'libstdc++'];
const folders = ['proc', 'sys', 'dev', 'tmp', 'lib', 'checks', 'reeve/prebuilds/linux-arm64'];
const leastChecks = 13;
const limit_ms = 300_000;

// The root of the cgroup tree hands nothing down yet: that is reeve's work.
const init = `#!/bin/sh
export PATH=/bin HOME=/tmp
mount -t proc proc /proc
mount -t sysfs sys /sys
mount -t devtmpfs dev /dev
mount -t tmpfs tmp /tmp
mount -t cgroup2 cgroup /sys/fs/cgroup
echo "kernel $(uname -r)"
cd /checks
export REEVE_ADDON=/reeve/prebuilds/linux-arm64/reeve.glibc.node
node smoke.cjs /reeve main linux-arm64-glibc
node smoke.cjs /reeve worker linux-arm64-glibc
node limits.cjs /reeve
echo done
poweroff -f
`;

function copyLibraries(from, into) {
  const files = readdirSync(from);
  for (const library of libraries) {
    const file = files.find((name) => name.startsWith(`${library}.so.`) && name.split('.so.')[1].length <= 2);
    if (!file) throw new Error(`${library} for arm64 is missing in ${from}: apt-get install libstdc++6-arm64-cross`);
    cpSync(join(from, file), join(into, file), { dereference: true });
  }
}

function makeDisk(disk, { root, node, busybox, addon }) {
  startDisk(disk, { busybox, commands, folders });
  cpSync(node, join(disk, 'bin/node'));
  copyLibraries(libraryFolder, join(disk, 'lib'));
  cpSync(join(root, 'dist'), join(disk, 'reeve/dist'), { recursive: true });
  cpSync(join(root, 'package.json'), join(disk, 'reeve/package.json'));
  cpSync(addon, join(disk, 'reeve/prebuilds/linux-arm64/reeve.glibc.node'));
  cpSync(join(dirname(addon), 'reeve-keeper'), join(disk, 'reeve/prebuilds/linux-arm64/reeve-keeper'));
  for (const script of ['hosts/smoke.cjs', 'hosts/commands.cjs', 'vm/limits.cjs']) {
    cpSync(join(root, 'scripts', script), join(disk, 'checks', script.split('/')[1]));
  }
  writeFileSync(join(disk, 'init'), init);
  chmodSync(join(disk, 'init'), 0o755);
  return packDisk(disk);
}

/** One line of what came out; fails unless all of it is well. */
export async function checkArm64(root) {
  const addon = join(root, 'prebuilds/linux-arm64/reeve.glibc.node');
  if (!existsSync(addon)) throw new Error(`${addon} is missing: npm run prebuild -- linux-arm64-glibc`);
  const folder = join(root, 'build/vm/arm64');
  const debian = unpackedDebian(folder, 'arm64', ['linux-image-cloud-arm64', 'busybox-static']);
  const image = makeDisk(join(folder, 'disk'), {
    root,
    addon,
    node: join(unpacked(join(root, 'build/hosts'), pinned.node20Arm), 'bin/node'),
    busybox: join(debian, 'bin/busybox'),
  });
  const lines = [];
  const machine = ['-M', 'virt', '-cpu', 'max', '-smp', '2', '-m', '1500'];
  const start = ['-kernel', kernelIn(debian), '-initrd', image, '-append', 'console=ttyAMA0 panic=-1 quiet'];
  await boot({
    command: 'qemu-system-aarch64',
    from: 'qemu-system-arm',
    args: [...machine, ...start],
    limit_ms,
    onLine: (line) => lines.push(line),
  });
  const results = Object.entries(Object.assign({}, ...lines.filter((line) => line.startsWith('{')).map(JSON.parse)));
  for (const [check, answer] of results)
    console.log(`${answer === null ? 'ok  ' : 'FAIL'} ${check}${answer ? `: ${answer}` : ''}`);
  const failed = results.filter(([, answer]) => answer !== null).length;
  if (!lines.includes('done') || results.length < leastChecks) {
    throw new Error(`it did not get to its end:\n${lines.join('\n')}`);
  }
  const kernel = lines.find((line) => line.startsWith('kernel'));
  if (failed > 0) throw new Error(`${kernel}: ${failed} of ${results.length} checks failed`);
  return `${kernel}: ${results.length} checks passed`;
}
