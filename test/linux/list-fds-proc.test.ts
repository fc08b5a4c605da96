import { execFileSync } from 'node:child_process';
import { readdirSync, readFileSync, readlinkSync, statSync } from 'node:fs';
import { type FdEntry, type FdList, listFds, type ProcessRef } from 'reeve';
import { expect, test } from 'vitest';
import { startFoster } from '../helpers/foster.js';
import { startHeld } from '../helpers/held.js';
import { program } from '../helpers/programs.js';
import { Remote } from '../helpers/remote.js';
import { expectValid } from '../helpers/schemas.js';
import { scratchFolder } from '../helpers/scratch.js';
import { asNobody, needsRoot } from './helpers/privileges.js';

async function list(ref: ProcessRef, kind?: FdEntry['kind']): Promise<FdList> {
  const result = await listFds(ref, kind === undefined ? {} : { kind });
  expectValid('fd-list', result);
  return result;
}

/** A process that has one of everything open, and its descriptors by what they are. */
async function startOpener() {
  const folder = scratchFolder();
  const { job, line } = await startHeld({ argv: [program('opens'), folder] });
  const opened = JSON.parse(line) as Record<string, number>;
  const { fds, warnings } = await list(job);
  const of = (name: string) => fds.find(({ fd }) => fd === opened[name]) as FdEntry;
  return { job, folder, opened, fds, of, warnings };
}

test('each descriptor is what /proc says', async () => {
  const { job, fds } = await startOpener();
  const folder = `/proc/${job.pid}/fd`;
  expect(fds.map(({ fd }) => fd)).toEqual(
    readdirSync(folder)
      .map(Number)
      .sort((one, other) => one - other),
  );
  for (const { fd, target, position, flags, close_on_exec, inode, kind } of fds) {
    expect(target).toBe(readlinkSync(`${folder}/${fd}`));
    const info = readFileSync(`/proc/${job.pid}/fdinfo/${fd}`, 'utf8');
    const [, pos = '', octal = ''] = /^pos:\t(\d+)\nflags:\t(\d+)/.exec(info) ?? [];
    const bits = Number.parseInt(octal, 8);
    if (position !== null) expect(position).toBe(Number(pos));
    expect(close_on_exec).toBe((bits & 0o2000000) !== 0);
    expect(flags?.includes('O_APPEND')).toBe((bits & 0o2000) !== 0);
    if (kind !== 'tty') expect(inode).toBe(String(statSync(`${folder}/${fd}`).ino));
  }
});

test('the kinds are told apart', async () => {
  const { of } = await startOpener();
  const same = ['directory', 'symlink', 'fifo', 'device', 'pipe', 'epoll', 'eventfd', 'signalfd', 'timerfd', 'inotify'];
  for (const kind of [...same, 'pidfd', 'memfd']) expect(of(kind), kind).toMatchObject({ kind });
  for (const name of ['appended', 'deleted', 'looks_deleted', 'not_utf8', 'path_only']) {
    expect(of(name)).toMatchObject({ kind: 'file' });
  }
  for (const name of ['tcp4', 'udp4', 'unbound', 'unix_listen', 'unix_abstract']) {
    expect(of(name)).toMatchObject({ kind: 'socket' });
  }
  expect(of('pidfd')).toMatchObject({ target_pid: process.pid });
});

test('files have path, flags and position', async () => {
  const { of, folder, warnings } = await startOpener();
  expect(of('appended')).toMatchObject({ path: `${folder}/appended`, position: 5, access: 'write', deleted: false });
  expect(of('appended').flags).toContain('O_APPEND');
  expect(of('deleted')).toMatchObject({ path: `${folder}/deleted`, deleted: true, access: 'read_write' });
  expect(of('looks_deleted')).toMatchObject({ path: `${folder}/no (deleted)`, deleted: false });
  expect(of('not_utf8')).toMatchObject({ path: `${folder}/bad\uFFFD` });
  expect(warnings).toEqual(['bytes that are not UTF-8 were replaced by U+FFFD']);
  expect(of('path_only')).toMatchObject({ path: `${folder}/appended`, access: 'path' });
  expect(of('directory')).toMatchObject({ path: folder, close_on_exec: true });
  expect(of('symlink')).toMatchObject({ path: `${folder}/link` });
});

test('sockets have their addresses', async () => {
  const { of, opened } = await startOpener();
  const nobody = { remote_addr: null, remote_port: null };
  expect(of('tcp4').socket).toEqual({
    ...{ family: 'ipv4', type: 'stream', protocol: 'tcp', state: 'listen', path: null },
    ...{ local_addr: '127.0.0.1', local_port: opened.tcp4_port, ...nobody },
  });
  expect(of('udp4').socket).toMatchObject({
    ...{ family: 'ipv4', type: 'datagram', protocol: 'udp', state: 'unconnected', local_addr: '0.0.0.0', ...nobody },
  });
  expect(of('unbound').socket).toMatchObject({ family: 'ipv4', protocol: 'tcp', state: null, local_addr: null });
  expect(of('unix_listen').socket).toMatchObject({ family: 'unix', type: 'stream', state: 'listen', path: 'socket' });
  expect(of('unix_abstract').socket).toMatchObject({
    ...{ family: 'unix', type: 'datagram', path: `@reeve-test-${opened.pid}` },
  });
  if (opened.tcp6 === undefined) return;
  const there = { family: 'ipv6', state: 'established', local_addr: '::1', remote_addr: '::1' };
  expect(of('connected').socket).toMatchObject({ ...there, remote_port: opened.tcp6_port });
  expect(of('accepted').socket).toMatchObject({ ...there, local_port: opened.tcp6_port });
  expect(of('accepted').socket?.remote_port).toBe(of('connected').socket?.local_port);
});

test('the list is what lsof says', async () => {
  const { job, fds } = await startOpener();
  const text = execFileSync('lsof', ['-nP', '-a', '-d', '0-65535', '-p', String(job.pid), '-F', 'ftn'], {
    encoding: 'latin1',
    stdio: ['ignore', 'pipe', 'ignore'],
  });
  const entries = text
    .split(/^f/m)
    .slice(1)
    .map((entry) => entry.split('\n'));
  expect(entries.map(([fd]) => Number(fd))).toEqual(fds.map(({ fd }) => fd));
  for (const [fd, type, name] of entries) {
    const entry = fds.find((one) => one.fd === Number(fd)) as FdEntry;
    const kinds: Record<string, string[]> = {
      tREG: ['file', 'memfd'],
      tDIR: ['directory'],
      tCHR: ['device', 'tty'],
      tFIFO: ['pipe', 'fifo'],
      tIPv4: ['socket'],
      tIPv6: ['socket'],
      tunix: ['socket'],
      tsock: ['socket'],
    };
    const fitting = kinds[type as string];
    if (fitting !== undefined) expect(fitting, `${fd} ${type}`).toContain(entry.kind);
    if (entry.socket?.state === 'listen' && entry.socket.local_port !== null) {
      expect(name).toContain(`:${entry.socket.local_port}`);
    }
  }
});

test('one kind alone', async () => {
  const { job, fds } = await startOpener();
  for (const kind of ['file', 'socket', 'pipe', 'epoll', 'tty', 'io_uring'] as const) {
    expect((await list(job, kind)).fds).toEqual(fds.filter((fd) => fd.kind === kind));
  }
});

test('the same where netlink and statx are refused', async () => {
  const { job, fds } = await startOpener();
  for (const refused of [['netlink=EPERM'], ['statx=ENOSYS'], ['netlink=ENOSYS', 'statx=EPERM']]) {
    const remote = await Remote.start('remote.mjs', [program('refusing'), ...refused, '--']);
    expect((await remote.call<FdList>('listFds', [job], 'fd-list')).fds).toEqual(fds);
  }
});

test('sockets of another network namespace have addresses too', async (ctx) => {
  needsRoot(ctx);
  const up = 'ip link set lo up && exec "$@"';
  const argv = ['unshare', '--net', 'sh', '-c', up, 'sh', program('shares_port'), '0'];
  const { job, pids } = await startHeld({ argv });
  const { fds } = await list(job, 'socket');
  const theirs = fds.filter(({ socket }) => socket?.family === 'ipv4');
  expect(theirs).toMatchObject([{ socket: { local_addr: '127.0.0.1', local_port: pids[0], state: 'listen' } }]);
  // Standard error was brought along from our namespace.
  for (const { socket } of fds.filter((fd) => fd.socket?.family === 'unix')) expect(socket?.state).not.toBeNull();
});

test("another user's process is refused, and a sentence says so", async (ctx) => {
  needsRoot(ctx);
  const { job } = await startOpener();
  const nobody = await Remote.start('remote.mjs', asNobody);
  const error = await nobody.refusal('listFds', [job]);
  expect(error).toMatchObject({ name: 'ReeveError', code: 'EACCES' });
  expect(error.message).toContain(`what process ${job.pid} has open may not be read (run as the owner`);
  expect((await nobody.call<FdList>('listFds', [nobody.pid], 'fd-list')).fds.length).toBeGreaterThan(3);
});

test('a zombie has nothing open', async () => {
  const foster = await startFoster(0);
  expect((await list(foster.child)).fds.length).toBeGreaterThan(0);
  await foster.end();
  expect((await list(foster.child)).fds).toEqual([]);
});

test('a process whose main thread has ended still has everything open', async () => {
  const { job, pids } = await startHeld({ argv: [program('headless_port')] });
  const { fds } = await list(job, 'socket');
  const listeners = fds.filter(({ socket }) => socket?.state === 'listen');
  expect(listeners).toMatchObject([{ socket: { local_port: pids[0] } }]);
});

test('a kernel thread has nothing open', async (ctx) => {
  needsRoot(ctx);
  const stat = readFileSync('/proc/2/stat', 'latin1');
  if (!stat.includes('(kthreadd)')) ctx.skip('this PID namespace has no kernel threads');
  expect((await list(2)).fds).toEqual([]);
});
