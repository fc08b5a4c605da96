// The whole machine as a RAM disk: Node, the package with its addon, and what the checks start.
import { spawnSync } from 'node:child_process';
import { chmodSync, cpSync, mkdirSync, readdirSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

const commands = ['sh', 'mount', 'sleep', 'setsid', 'uname', 'poweroff'];
const libraries = ['ld-linux-aarch64', 'libc', 'libdl', 'libm', 'libgcc_s', 'libpthread', 'libstdc++'];
const folders = ['bin', 'proc', 'sys', 'dev', 'tmp', 'lib', 'checks', 'reeve/prebuilds/linux-arm64'];

// A cgroup v2 tree of its own with controllers handed down, which many a machine that runs tests does not have.
const init = `#!/bin/sh
export PATH=/bin HOME=/tmp
mount -t proc proc /proc
mount -t sysfs sys /sys
mount -t devtmpfs dev /dev
mount -t tmpfs tmp /tmp
mount -t cgroup2 cgroup /sys/fs/cgroup
echo '+memory +pids +cpu' > /sys/fs/cgroup/cgroup.subtree_control
echo "kernel $(uname -r)"
cd /checks
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

/** Writes the disk's image and gives its path. */
export function makeDisk(folder, { node, busybox, addon, libraryFolder, root }) {
  const disk = join(folder, 'disk');
  rmSync(disk, { recursive: true, force: true });
  for (const made of folders) mkdirSync(join(disk, made), { recursive: true });
  cpSync(busybox, join(disk, 'bin/busybox'));
  for (const command of commands) symlinkSync('busybox', join(disk, 'bin', command));
  cpSync(node, join(disk, 'bin/node'));
  copyLibraries(libraryFolder, join(disk, 'lib'));
  cpSync(join(root, 'dist'), join(disk, 'reeve/dist'), { recursive: true });
  cpSync(join(root, 'package.json'), join(disk, 'reeve/package.json'));
  cpSync(addon, join(disk, 'reeve/prebuilds/linux-arm64/reeve.glibc.node'));
  for (const script of ['smoke.cjs', 'commands.cjs']) {
    cpSync(join(root, 'scripts/hosts', script), join(disk, 'checks', script));
  }
  cpSync(join(root, 'scripts/vm/limits.cjs'), join(disk, 'checks/limits.cjs'));
  writeFileSync(join(disk, 'init'), init);
  chmodSync(join(disk, 'init'), 0o755);
  const image = join(folder, 'disk.img');
  const packed = spawnSync('sh', ['-c', 'find . | cpio --quiet -o -H newc > "$0"', image], {
    cwd: disk,
    encoding: 'utf8',
  });
  if (packed.status !== 0) throw new Error(`cannot pack the disk: ${packed.stderr}; apt-get install cpio`);
  return image;
}
