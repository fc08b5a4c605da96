// A folder packed as the RAM disk that a kernel starts with.
import { spawnSync } from 'node:child_process';
import { cpSync, mkdirSync, rmSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';

/** An emptied folder with busybox under these names, and these folders. */
export function startDisk(disk, { busybox, commands, folders }) {
  rmSync(disk, { recursive: true, force: true });
  for (const made of ['bin', ...folders]) mkdirSync(join(disk, made), { recursive: true });
  cpSync(busybox, join(disk, 'bin/busybox'));
  for (const command of commands) symlinkSync('busybox', join(disk, 'bin', command));
}

/** The image's path. */
export function packDisk(disk) {
  const image = `${disk}.img`;
  const packed = spawnSync('sh', ['-c', 'find . | cpio --quiet -o -H newc > "$0"', image], {
    cwd: disk,
    encoding: 'utf8',
  });
  if (packed.status !== 0) throw new Error(`cannot pack the disk: ${packed.stderr}; apt-get install cpio`);
  return image;
}
