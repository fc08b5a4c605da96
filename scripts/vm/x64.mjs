// The tests of the primitives on an older kernel (Debian's 6.1: no pidfs, no exit codes of others) with all cgroup v2
// controllers. The machine is this one: its files, read only, below a layer in memory; only the kernel is another.
import { chmodSync, copyFileSync, createWriteStream, readdirSync } from 'node:fs';
import { basename, join } from 'node:path';
import { boot } from './boot.mjs';
import { kernelIn, unpackedDebian } from './debian.mjs';
import { packDisk, startDisk } from './ram-disk.mjs';

// What stands between a kernel without anything built in and the files of this machine; and the scheduler BFQ.
const modules = ['virtio', 'virtio_ring', 'virtio_pci_legacy_dev', 'virtio_pci_modern_dev', 'virtio_pci'].concat([
  '9pnet',
  '9pnet_virtio',
  'fscache',
  'netfs',
  '9p',
  'overlay',
  'bfq',
]);
const commands = ['sh', 'mkdir', 'mount', 'depmod', 'modprobe', 'switch_root'];
const folders = ['proc', 'sys', 'dev', 'machine', 'layer', 'root'];
// Times in tests are for real processors; this one is made up by another.
const slowness = 6;
const limit_ms = { usual: 1_800_000, all: 7_200_000 };

function copyModules(from, into) {
  const files = readdirSync(from, { recursive: true }).filter((file) => /\.ko(\.\w+)?$/.test(file));
  for (const module of modules) {
    const file = files.find(
      (path) =>
        basename(path)
          .replace(/\.ko.*/, '')
          .replaceAll('-', '_') === module,
    );
    if (!file) throw new Error(`the kernel in ${from} has no module ${module}`);
    copyFileSync(join(from, file), join(into, basename(file)));
  }
}

function makeDisk(disk, { root, debian }) {
  const [release] = readdirSync(join(debian, 'lib/modules'));
  const here = `lib/modules/${release}`;
  startDisk(disk, { busybox: join(debian, 'bin/busybox'), commands, folders: [...folders, here] });
  copyModules(join(debian, here), join(disk, here));
  copyFileSync(join(root, 'scripts/vm/x64-init.sh'), join(disk, 'init'));
  chmodSync(join(disk, 'init'), 0o755);
  return packDisk(disk);
}

const count = (lines, mark) => lines.filter((line) => line.startsWith(` ${mark} `)).length;
const failed = (line) => / ended with (?!0$)/.test(line);

/**
 * Runs the tests whose files match; without patterns all but those of scripts/vm/x64-left-out.txt, really all with
 * '--all'. One line of what came out; fails unless all of it is well. The machine's words are kept in output.txt.
 */
export async function testX64(root, patterns) {
  if (process.arch !== 'x64') throw new Error('the x64 machine has the files of this one, which is no x64');
  const folder = join(root, 'build/vm/x64');
  // Not the cloud kernel, which has no 9p.
  const debian = unpackedDebian(folder, 'amd64', ['linux-image-amd64', 'busybox-static']);
  const image = makeDisk(join(folder, 'disk'), { root, debian });
  // What stands behind -- are the first program's arguments.
  const words = [root, process.execPath, slowness, ...patterns].map((word) => `"${word}"`);
  const machine = ['-M', 'q35', '-cpu', 'Nehalem', '-smp', '2', '-m', '3500'];
  const files = ['-fsdev', 'local,id=machine,path=/,security_model=none,readonly=on,multidevs=remap'];
  files.push('-device', 'virtio-9p-pci,fsdev=machine,mount_tag=machine');
  const append = `console=ttyS0 panic=-1 quiet mitigations=off -- ${words.join(' ')}`;
  const lines = [];
  const output = createWriteStream(join(folder, 'output.txt'));
  await boot({
    command: 'qemu-system-x86_64',
    from: 'qemu-system-x86',
    args: [...machine, ...files, '-kernel', kernelIn(debian), '-initrd', image, '-append', append],
    limit_ms: patterns.includes('--all') ? limit_ms.all : limit_ms.usual,
    onLine: (line) => {
      lines.push(line);
      output.write(`${line}\n`);
      if (patterns.length > 0 || !line.startsWith(' ✓ ')) console.log(line);
    },
  });
  const kernel = lines.find((line) => line.startsWith('kernel'));
  const sum = `${count(lines, '✓')} tests passed, ${count(lines, '×')} failed, ${count(lines, '↓')} skipped`;
  const ended = lines.includes('done') && !lines.some(failed) && count(lines, '✓') > 0;
  if (!ended) throw new Error(`${kernel}: ${sum}`);
  return `${kernel}: ${sum}`;
}
