import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { performance } from 'node:perf_hooks';
import { atPace } from './pace.js';
import { nodeEnvironment } from './sanitizer.js';

export interface Ended {
  code: number | null;
  signal: NodeJS.Signals | null;
  stdout: string;
  stderr: string;
  took_ms: number;
}

/**
 * Runs this code as an ES module in a Node process of its own, to its end. `reeve` can be imported by name. `hear` gets
 * what it writes to stderr while it runs. What takes longer than `patience_ms` hangs, and is killed.
 */
export async function runNode(
  code: string,
  args: string[] = [],
  under: string[] = [],
  hear: (text: string) => void = () => {},
  env: Record<string, string> = {},
  patience_ms = 25_000,
): Promise<Ended> {
  const [command, ...rest] = [...under, process.execPath, '--input-type=module', '-e', code, ...args];
  const before = performance.now();
  const child = spawn(command as string, rest, {
    env: { ...process.env, ...nodeEnvironment, ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const late = setTimeout(() => child.kill('SIGKILL'), atPace(patience_ms));
  let stdout = '';
  let stderr = '';
  child.stdout.on('data', (chunk) => {
    stdout += chunk;
  });
  child.stderr.on('data', (chunk) => {
    stderr += chunk;
    hear(stderr);
  });
  const [exitCode, signal] = await once(child, 'close');
  clearTimeout(late);
  return { code: exitCode, signal, stdout, stderr, took_ms: performance.now() - before };
}
