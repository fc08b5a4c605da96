import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import type { Jobs } from 'reeve/jobs';
import { nodeEnvironment } from './sanitizer.js';

/** The file that the command is. */
export const command = fileURLToPath(new URL('../../dist/cjs/cli/main.js', import.meta.url));

export interface Said {
  code: number | null;
  signal: NodeJS.Signals | null;
  out: string;
  err: string;
}

/** Starts the command on the state folder of these jobs. */
export function startReeve({ state_dir }: Pick<Jobs, 'state_dir'>, ...args: string[]) {
  const env = { ...process.env, ...nodeEnvironment, REEVE_STATE_DIR: state_dir };
  return spawn(process.execPath, [command, ...args], { env, stdio: ['ignore', 'pipe', 'pipe'] });
}

/** The same to its end. */
export async function reeve(jobs: Pick<Jobs, 'state_dir'>, ...args: string[]): Promise<Said> {
  const child = startReeve(jobs, ...args);
  let out = '';
  let err = '';
  child.stdout.on('data', (text) => {
    out += text;
  });
  child.stderr.on('data', (text) => {
    err += text;
  });
  const [code, signal] = await once(child, 'close');
  return { code, signal, out, err };
}

/**
 * The same on a terminal of its own, of which everything it shows comes back as one text; by script(1) of util-linux, so that
 * both its outputs are one.
 */
export async function reeveOnTerminal({ state_dir }: Pick<Jobs, 'state_dir'>, ...args: string[]): Promise<string> {
  const line = [process.execPath, command, ...args].map((item) => `'${item}'`).join(' ');
  const env = { ...process.env, ...nodeEnvironment, REEVE_STATE_DIR: state_dir };
  const child = spawn('script', ['-qec', line, '/dev/null'], { env, stdio: ['ignore', 'pipe', 'inherit'] });
  let shown = '';
  child.stdout.on('data', (text) => {
    shown += text;
  });
  await once(child, 'close');
  return shown;
}
