import type { SpawnInGroupConfig } from 'reeve';
import { startHeld } from './held.js';
import { nodeRuns } from './programs.js';

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
  const { createServer } = await import('node:net');
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  await new Promise((resolve) => server.close(resolve));
  if (address === null || typeof address === 'string') throw new Error('no port');
  return address.port;
}
