// The addon for arm64 on a real arm64 kernel (Debian's 6.1, older than pidfs), with real cgroup controllers, in a machine
// that qemu makes up for it: no KVM, no network, no disk but memory. Takes about half a minute.
import { spawnSync } from 'node:child_process';
import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { pinned } from './hosts/pinned.mjs';
import { unpacked } from './prebuild/npm-package.mjs';
import { unpackedDebian } from './vm/debian.mjs';
import { makeDisk } from './vm/disk.mjs';

const root = fileURLToPath(new URL('..', import.meta.url));
const folder = join(root, 'build/vm');
const addon = join(root, 'prebuilds/linux-arm64/reeve.glibc.node');
const leastChecks = 13;
const limit = { timeout: 300_000, killSignal: 'SIGKILL' };

function fail(message) {
  process.stderr.write(`vm: ${message}\n`);
  process.exit(1);
}

function boot(kernel, image) {
  const machine = ['-M', 'virt', '-cpu', 'max', '-smp', '2', '-m', '1500', '-nographic', '-nic', 'none', '-no-reboot'];
  const start = ['-kernel', kernel, '-initrd', image, '-append', 'console=ttyAMA0 panic=-1 quiet'];
  const done = spawnSync('qemu-system-aarch64', [...machine, ...start], {
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'inherit'],
    ...limit,
  });
  if (done.error?.code === 'ENOENT') fail('qemu-system-aarch64 is missing: apt-get install qemu-system-arm cpio');
  return done.stdout.split(/\r?\n/);
}

if (!existsSync(addon)) fail(`${addon} is missing: npm run prebuild -- linux-arm64-glibc`);
const debian = unpackedDebian(folder, 'arm64', ['busybox-static']);
const kernel = readdirSync(join(debian, 'boot')).find((name) => name.startsWith('vmlinuz-'));
const image = makeDisk(folder, {
  node: join(unpacked(join(root, 'build/hosts'), pinned.node20Arm), 'bin/node'),
  busybox: join(debian, 'bin/busybox'),
  libraryFolder: '/usr/aarch64-linux-gnu/lib',
  addon,
  root,
});
const lines = boot(join(debian, 'boot', kernel), image);
const results = Object.entries(Object.assign({}, ...lines.filter((line) => line.startsWith('{')).map(JSON.parse)));
for (const [check, answer] of results)
  console.log(`${answer === null ? 'ok  ' : 'FAIL'} ${check}${answer ? `: ${answer}` : ''}`);
const failed = results.filter(([, answer]) => answer !== null).length;
if (!lines.includes('done') || results.length < leastChecks) fail(`it did not get to its end:\n${lines.join('\n')}`);
console.log(
  `vm: ${lines.find((line) => line.startsWith('kernel'))}: ${results.length - failed} passed, ${failed} failed`,
);
process.exit(failed === 0 ? 0 : 1);
