import { once } from 'node:events';
import { type AddressInfo, createServer, type ListenOptions, type Server } from 'node:net';
import type { SpawnInGroupConfig } from 'reeve';
import { afterEachTest } from './after-test.js';
import { startHeld } from './held.js';
import { nodeRuns } from './programs.js';

const servers: Server[] = [];
const close = (server: Server) => new Promise((resolve) => server.close(resolve));

/** Closes what `listenHere` opened. */
export async function stopListening(): Promise<void> {
  await Promise.all(servers.splice(0).map(close));
}
afterEachTest(stopListening);

/** A socket of this program itself, to the end of the test; its port, by default a free one. */
export async function listenHere(options: ListenOptions): Promise<number> {
  const server = createServer();
  servers.push(server);
  server.listen({ port: 0, ...options });
  await once(server, 'listening');
  return (server.address() as AddressInfo).port;
}

/** A job that listens at a free port, and the port. `where`: the address, by default all of IPv6 and IPv4. */
export async function startListener(where?: string, config: Partial<SpawnInGroupConfig> = {}) {
  const code = `
    import { createServer } from 'node:net';
    const server = createServer().listen({ port: 0, host: process.argv[1] }, () => console.log(server.address().port));`;
  const held = await startHeld({ argv: nodeRuns(code, ...(where === undefined ? [] : [where])), ...config });
  return { ...held, port: Number(held.line) };
}

/** The command of a program that listens at this port of 127.0.0.1 after some time, by a child of its own where asked. */
export function listensAfter(port: number, after_ms: number, how: 'itself' | 'child' = 'itself'): string[] {
  const server = `setTimeout(() => require('node:net').createServer().listen(${port}, '127.0.0.1'), ${after_ms});`;
  if (how === 'itself') return [process.execPath, '-e', server];
  const parent = `require('node:child_process').spawn(process.execPath, ['-e', ${JSON.stringify(server)}]);
    setInterval(() => {}, 1000);`;
  return [process.execPath, '-e', parent];
}

/** A port that nobody listens at, at this moment. */
export async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  await close(server);
  return port;
}
