import { spawnSync } from 'node:child_process';
import type { TestContext } from 'vitest';
import { Remote } from '../../helpers/remote.js';

const options = ['--pid', '--fork', '--mount-proc', '--kill-child'];
const asRoot = ['unshare', ...options];
const asUser = ['unshare', '--user', '--map-root-user', ...options];

/**
 * Another process in a PID namespace of its own, where pids can be given out at will. Leaves the test out, and says why,
 * where this machine allows no such thing.
 */
export async function startInPidNamespace(ctx: TestContext): Promise<Remote> {
  const under = process.geteuid?.() === 0 ? asRoot : asUser;
  const write = 'last=$(cat /proc/sys/kernel/ns_last_pid) && echo "$last" > /proc/sys/kernel/ns_last_pid';
  const [command, ...args] = [...under, 'sh', '-c', write];
  const tried = spawnSync(command as string, args, { encoding: 'utf8' });
  if (tried.status !== 0) ctx.skip(`no PID namespace to reuse pids in: ${tried.error?.message ?? tried.stderr.trim()}`);
  return Remote.start('pid-namespace.mjs', under);
}
