import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import type { Jobs } from 'reeve/jobs';
import { nodeEnvironment } from '../../helpers/sanitizer.js';

/** The command, for Node. */
export const command = fileURLToPath(new URL('../../../dist/cjs/cli/main.js', import.meta.url));

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
