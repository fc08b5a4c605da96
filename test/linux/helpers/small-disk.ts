import { scratchFolder } from '../../helpers/scratch.js';

/** A file system of the test's own: a folder that it is mounted at, and a command that mounts it and runs what follows. */
export interface SmallDisk {
  folder: string;
  under: string[];
}

/** A tmpfs that only the command and what it starts can see, with these options of mount. Needs root. */
export function smallDisk(options: string): SmallDisk {
  const folder = scratchFolder();
  const mount = `mount -t tmpfs -o ${options} tmpfs ${folder} && exec "$@"`;
  return { folder, under: ['unshare', '--mount', 'sh', '-c', mount, 'sh'] };
}
