import { createSocket } from 'node:dgram';
import { once } from 'node:events';
import { findByPort, getProcess, type ListeningPortsOptions, listeningPorts, type PortFilter } from 'reeve';
import { expect, test } from 'vitest';
import { freePort, listenHere, startListener } from './helpers/listener.js';
import { refusal } from './helpers/refusal.js';
import { expectValid } from './helpers/schemas.js';
import { system } from './helpers/system.js';

// What a system without owners does is in test/windows/ports.test.ts.
const withOwners = test.runIf(system.namesOwnersOfSockets);

async function ports(filter: PortFilter = {}, options: ListeningPortsOptions = { fields: ['name'] }) {
  const result = await listeningPorts(filter, options);
  expectValid('port-bindings', result);
  return result;
}

withOwners('a socket of ours is told of, with its port as it is', async () => {
  const local_port = await listenHere({ host: '127.0.0.1' });
  const { bindings, warnings } = await ports({ local_port });
  expect(bindings).toHaveLength(1);
  expect(bindings[0]).toMatchObject({
    protocol: 'tcp',
    family: 'ipv4',
    local_addr: '127.0.0.1',
    local_port,
    dual_stack: false,
    state: 'listen',
    pid: process.pid,
    identity: getProcess(process.pid).identity,
    process: { pid: process.pid },
  });
  expect(warnings).toEqual([]);
});

withOwners('IPv6 is told by its own addresses', async () => {
  const loopback = await listenHere({ host: '::1' });
  expect((await ports({ local_port: loopback })).bindings).toMatchObject([
    { family: 'ipv6', local_addr: '::1', dual_stack: false, pid: process.pid },
  ]);
  const only = await listenHere({ host: '::', ipv6Only: true });
  expect((await ports({ local_port: only })).bindings[0]).toMatchObject({ family: 'ipv6', local_addr: '::' });
});

withOwners('a datagram socket waits as soon as it is bound', async () => {
  const socket = createSocket('udp4').bind(0, '127.0.0.1');
  await once(socket, 'listening');
  const local_port = socket.address().port;
  try {
    const { bindings } = await ports({ local_port, protocol: 'udp' });
    expect(bindings).toMatchObject([{ protocol: 'udp', state: 'unconnected', local_port, pid: process.pid }]);
    expect((await ports({ local_port, protocol: 'tcp' })).bindings).toEqual([]);
  } finally {
    socket.close();
  }
});

withOwners('another process is told of, and the binding is a ref', async () => {
  const { job, port } = await startListener('127.0.0.1');
  const { bindings } = await ports({ local_port: port }, {});
  expect(bindings).toMatchObject([{ pid: job.pid, identity: job.identity, process: { pid: job.pid } }]);
  const [binding] = bindings;
  expect(getProcess(binding as { pid: number }).identity).toBe(job.identity);
});

withOwners('of each process the fields are told that are asked for', async () => {
  const local_port = await listenHere({ host: '127.0.0.1' });
  const told = async (options: ListeningPortsOptions) =>
    Object.keys((await ports({ local_port }, options)).bindings[0]?.process ?? {});
  expect(await told({ fields: [] })).toEqual(['pid']);
  expect(await told({ fields: ['name'], include_cwd: true })).toEqual(['pid', 'name', 'cwd']);
  expect(await told({})).toContain('cmdline');
});

withOwners('the list is in order, and the same twice', async () => {
  for (const host of ['::1', '127.0.0.1', '0.0.0.0']) await listenHere({ host });
  const [one, other] = [await ports({ pid_in: [process.pid] }), await ports({ pid_in: [process.pid] })];
  expect(one.bindings.length).toBe(3);
  expect(other.bindings).toEqual(one.bindings);
  const keys = (await ports()).bindings.map(({ protocol, local_port }) => [protocol, local_port] as const);
  const sorted = [...keys].sort((a, b) => a[0].localeCompare(b[0]) || a[1] - b[1]);
  expect(keys).toEqual(sorted);
});

test('local_addr is that address and no other, however it is written', async () => {
  const local_port = await listenHere({ host: '::1' });
  const count = async (local_addr: string) => (await ports({ local_port, local_addr })).bindings.length;
  expect(await count('::1')).toBe(1);
  expect(await count('0:0:0:0:0:0:0:1')).toBe(1);
  expect(await count('0::0:1')).toBe(1);
  expect(await count('::')).toBe(0);
  expect(await count('127.0.0.1')).toBe(0);
});

test('host is whom what is sent there reaches', async () => {
  const all = await listenHere({ host: '0.0.0.0' });
  const count = async (local_port: number, host: string) => (await ports({ local_port, host })).bindings.length;
  expect(await count(all, '127.0.0.1')).toBe(1);
  expect(await count(all, '0.0.0.0')).toBe(1);
  expect(await count(all, '::1')).toBe(0);
  const one = await listenHere({ host: '127.0.0.1' });
  expect(await count(one, '127.0.0.1')).toBe(1);
  expect(await count(one, '127.0.0.2')).toBe(0);
});

withOwners('pid_in tells of these processes alone', async () => {
  const local_port = await listenHere({ host: '127.0.0.1' });
  const { job } = await startListener('127.0.0.1');
  expect((await ports({ local_port, pid_in: [process.pid] })).bindings).toHaveLength(1);
  expect((await ports({ local_port, pid_in: [job.pid, 2 ** 31 - 1] })).bindings).toEqual([]);
  expect((await ports({ local_port, pid_in: [] })).bindings).toEqual([]);
});

test('nobody at a port is an empty list', async () => {
  const { bindings, warnings } = await ports({ local_port: await freePort() });
  expect({ bindings, warnings }).toEqual({ bindings: [], warnings: [] });
});

withOwners('findByPort names each process once', async () => {
  const { job, port } = await startListener('127.0.0.1');
  const found = await findByPort(port);
  expectValid('port-owners', found);
  expect(found).toMatchObject({ protocol: 'tcp', local_port: port, listening: true, warnings: [] });
  expect(found.processes.map(({ pid, identity }) => [pid, identity])).toEqual([[job.pid, job.identity]]);
  expect(await findByPort(port, { protocol: 'udp' })).toMatchObject({ listening: false, processes: [] });
  expect(await findByPort(port, { host: '127.0.0.2' })).toMatchObject({ listening: false, processes: [] });
  expect(await findByPort(port, { host: '127.0.0.1' })).toMatchObject({ listening: true });
});

test.each(['localhost', '', '127.0.0', '127.0.0.256', '01.2.3.4', '1.2.3.4.5', ':::', '1::2::3', '12345::', '::1%lo'])(
  'the address %o is none',
  async (address) => {
    for (const filter of [{ local_addr: address }, { host: address }]) {
      const error = await refusal(listeningPorts, filter);
      expect(error).toMatchObject({ code: 'ERR_INVALID_ARG' });
      expect(error.message).toContain(`must be an IP address such as 127.0.0.1 or ::1, not '${address}'`);
    }
  },
);
