import { execFileSync } from 'node:child_process';
import { listeningPorts, type PortBinding, type PortBindings } from 'reeve';
import { expect, test } from 'vitest';
import { startHeld } from '../helpers/held.js';
import { startListener } from '../helpers/listener.js';
import { program } from '../helpers/programs.js';
import { Remote } from '../helpers/remote.js';
import { expectValid } from '../helpers/schemas.js';
import { scratchFolder } from '../helpers/scratch.js';
import { asNobody, needsRoot } from './helpers/privileges.js';

async function ports(filter = {}): Promise<PortBindings> {
  const list = await listeningPorts(filter, { fields: ['name'] });
  expectValid('port-bindings', list);
  return list;
}

/** `tcp 127.0.0.1:80 12/3`: protocol, address and port, and the process with its descriptor, of each line of ss. */
function linesOfSs(): string[] {
  const text = execFileSync('ss', ['-lntupH'], { encoding: 'utf8' });
  return text
    .split('\n')
    .filter((line) => line !== '')
    .flatMap((line) => {
      const [protocol, , , , local = ''] = line.split(/\s+/);
      // An IPv6 socket for both families is shown as *.
      const where = local.replace(/^\*:/, '[::]:').replace(/%[^:\]]+/, '');
      const users = [...line.matchAll(/pid=(\d+),fd=(\d+)/g)].map(([, pid, fd]) => `${pid}/${fd}`);
      return (users.length > 0 ? users : ['-']).map((user) => `${protocol} ${where} ${user}`);
    });
}

function asLineOfSs({ protocol, family, local_addr, local_port, pid, fd }: PortBinding): string {
  const address = family === 'ipv6' ? `[${local_addr}]` : local_addr;
  return `${protocol} ${address}:${local_port} ${pid === null ? '-' : `${pid}/${fd}`}`;
}

test('the list is what ss says', async () => {
  await startListener('127.0.0.1');
  await startListener('::1');
  await startListener();
  await startHeld({ argv: [program('shares_port'), '2'] });
  await startHeld({ argv: [program('opens'), scratchFolder()] });
  // Others come and go on this machine: what one says before and after has to be there for the other in between.
  const before = new Set(linesOfSs());
  const lines = (await ports()).bindings.map(asLineOfSs);
  const after = new Set(linesOfSs());
  const later = new Set((await ports()).bindings.map(asLineOfSs));
  expect(new Set(lines).size).toBe(lines.length);
  for (const line of before) if (after.has(line)) expect(lines).toContain(line);
  const stayed = lines.filter((line) => later.has(line));
  for (const line of stayed) expect(after.has(line), line).toBe(true);
  expect(stayed.length).toBeGreaterThan(6);
});

test('a socket that several processes have is a binding of each', async () => {
  const { job, pids } = await startHeld({ argv: [program('shares_port'), '3'] });
  const [local_port, ...children] = pids;
  const { bindings } = await ports({ local_port });
  expect(bindings.map(({ pid }) => pid)).toEqual(
    [job.pid, ...children].sort((one, other) => Number(one) - Number(other)),
  );
  expect(new Set(bindings.map(({ socket_id }) => socket_id)).size).toBe(1);
});

test('several sockets at one port are a binding each', async () => {
  const { job, pids } = await startHeld({ argv: [program('shares_port'), '2', 'each'] });
  const [local_port, ...children] = pids;
  const { bindings } = await ports({ local_port });
  expect(new Set(bindings.map(({ socket_id }) => socket_id)).size).toBe(3);
  expect(new Set(bindings.map(({ pid }) => pid))).toEqual(new Set([job.pid, ...children]));
});

test('whether an IPv6 socket takes IPv4 is told', async () => {
  const { port } = await startListener('::');
  expect((await ports({ local_port: port })).bindings).toMatchObject([{ local_addr: '::', dual_stack: true }]);
  expect((await ports({ local_port: port, host: '127.0.0.1' })).bindings).toHaveLength(1);
});

test('an IPv4 address in an IPv6 socket is told as such', async () => {
  const { port } = await startListener('::ffff:127.0.0.1');
  const { bindings } = await ports({ local_port: port });
  expect(bindings).toMatchObject([{ family: 'ipv6', local_addr: '::ffff:127.0.0.1', dual_stack: false }]);
  expect((await ports({ local_port: port, host: '127.0.0.1' })).bindings).toHaveLength(1);
});

test('the same comes from /proc where netlink is refused', async () => {
  const { job, port } = await startListener('127.0.0.1');
  const dual = await startListener('::');
  const remote = await Remote.start('remote.mjs', [program('refusing'), 'netlink=EPERM', '--']);
  const list = (local_port: number) =>
    remote.call<PortBindings>('listeningPorts', [{ local_port }, { fields: [] }], 'port-bindings');
  const here = await listeningPorts({ local_port: port }, { fields: [] });
  expect((await list(port)).bindings).toEqual(here.bindings);
  expect(here.bindings).toMatchObject([{ pid: job.pid, local_addr: '127.0.0.1' }]);
  const [binding] = (await list(dual.port)).bindings;
  expect(binding).toMatchObject({ pid: dual.job.pid, local_addr: '::', dual_stack: null });
  expect((await list(1)).bindings).toEqual([]);
});

test("another user's socket has no process, and one warning says why", async (ctx) => {
  needsRoot(ctx);
  const { port } = await startListener('127.0.0.1');
  const nobody = await Remote.start('remote.mjs', asNobody);
  const list = await nobody.call<PortBindings>('listeningPorts', [{ local_port: port }], 'port-bindings');
  expect(list.bindings).toMatchObject([{ local_port: port, uid: 0, pid: null, identity: null, process: null }]);
  expect(list.warnings).toHaveLength(1);
  expect(list.warnings[0]).toMatch(/^1 socket has no process that may be seen: what \d+ processes? ha.* \(EACCES\)$/);
  const owners = await nobody.call('findByPort', [port], 'port-owners');
  expect(owners).toMatchObject({ listening: true, processes: [] });
});

test('a process whose main thread has ended still has its sockets', async () => {
  const { job, pids } = await startHeld({ argv: [program('headless_port')] });
  const { bindings } = await ports({ local_port: pids[0] });
  expect(bindings).toMatchObject([{ pid: job.pid, identity: job.identity }]);
});

test('another network namespace is not told of', async (ctx) => {
  needsRoot(ctx);
  const { job, pids } = await startHeld({ argv: ['unshare', '--net', program('shares_port'), '0'] });
  const { bindings } = await ports({ pid_in: [job.pid] });
  expect(bindings.filter(({ local_port }) => local_port === pids[0])).toEqual([]);
});
