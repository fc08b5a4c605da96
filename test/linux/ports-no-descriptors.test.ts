import type { FdList, PortBindings, WaitForPortResult } from 'reeve';
import { expect, test } from 'vitest';
import { startListener } from '../helpers/listener.js';
import { Remote } from '../helpers/remote.js';

/** A process that has no descriptor left, after the first use of everything, which opens what stays open. */
async function startWithout() {
  const remote = await Remote.start('few-descriptors.mjs', ['prlimit', '--nofile=64:64']);
  await remote.call('listeningPorts', [{ local_port: 1 }], 'port-bindings');
  await remote.call('useUp', []);
  return remote;
}

test('ports are told without a descriptor, whole', async () => {
  const { job, port } = await startListener('127.0.0.1');
  const remote = await startWithout();
  const list = await remote.call<PortBindings>('listeningPorts', [{ local_port: port }], 'port-bindings');
  expect(list.bindings).toMatchObject([{ pid: job.pid, identity: job.identity }]);
  const result = await remote.call<WaitForPortResult>('waitForPort', [job, port], 'wait-for-port-result');
  expect(result.bindings).toMatchObject([{ pid: job.pid }]);
});

test('what is open is told without a descriptor, whole', async () => {
  const { job, port } = await startListener('127.0.0.1');
  const remote = await startWithout();
  const { fds } = await remote.call<FdList>('listFds', [job, { kind: 'socket' }], 'fd-list');
  const listeners = fds.filter(({ socket }) => socket?.state === 'listen');
  expect(listeners).toMatchObject([{ socket: { local_port: port, local_addr: '127.0.0.1' } }]);
  expect(listeners[0]?.access).toBe('read_write');
});
