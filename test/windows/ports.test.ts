import { once } from 'node:events';
import { type AddressInfo, createServer } from 'node:net';
import { findByPort, listeningPorts } from 'reeve';
import { expect, test } from 'vitest';
import { expectValid } from '../helpers/schemas.js';
import { expected } from './wine.js';

test('a socket is listed with its owner, or without and with a warning', async () => {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  try {
    const { port } = server.address() as AddressInfo;
    const list = await listeningPorts({ local_port: port }, { fields: [] });
    expectValid('port-bindings', list);
    const owned = expected('socketsHaveOwners');
    expect(list.bindings).toMatchObject([
      { local_addr: '127.0.0.1', local_port: port, socket_id: null, fd: null, pid: owned ? process.pid : null },
    ]);
    expect(list.warnings).toHaveLength(owned ? 0 : 1);
    expect(await findByPort(port)).toMatchObject({ listening: true, processes: owned ? [{ pid: process.pid }] : [] });
  } finally {
    await new Promise((resolve) => server.close(resolve));
  }
});
