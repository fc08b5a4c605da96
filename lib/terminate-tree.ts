import { type Check, checkObject, checkRef, flag, millis, signalName } from './arguments.js';
import { ReeveError } from './errors.js';
import type { ProcessRef, TerminateTreeConfig, TerminateTreeResult } from './generated/types.js';
import { native } from './native/load.js';

export const terminateChecks: Readonly<Record<keyof TerminateTreeConfig, Check>> = {
  signal: signalName,
  kill_signal: signalName,
  grace_timeout_ms: millis,
  kill_timeout_ms: millis,
  dry_run: flag,
};

/**
 * Ends a process and all that descends from it: asks with `signal` (SIGTERM), waits `grace_timeout_ms` (10000) or until
 * the tree is empty, kills whoever is left with `kill_signal` (SIGKILL), also when the first process obeyed, waits
 * `kill_timeout_ms` (2000), and looks once more. `exited` is about the whole tree; who still lives is in `survivors`.
 *
 * The tree is the process, its descendants, the members of a group or session it leads, and, for a record of
 * `spawnInGroup`, everything that carries the job's token or is in the job's cgroup, also when the first process is long
 * gone. In a cgroup nothing escapes; without one a process that left group and session, emptied its environment and
 * lost its parent is not found, which is why `tree_kill_reliability` then says `best_effort`.
 *
 * A tree that is gone already is success. Rejects, with nothing signalled, with `ERR_PROTECTED_PROCESS` (pid 1, this
 * process, its ancestors), `ERR_PROCESS_REUSED` (the pid is another process' now and nothing else of the job is left),
 * `ERR_IDENTITY_UNKNOWN` or `ERR_INVALID_ARG`.
 */
export async function terminateTree(ref: ProcessRef, config: TerminateTreeConfig = {}): Promise<TerminateTreeResult> {
  checkRef(ref);
  checkObject(config, 'config', terminateChecks);
  return new Promise((resolve, reject) => {
    native.terminateTree(ref, config, (error, result) => {
      if (result === undefined) reject(error);
      else resolve(result);
    });
  });
}

/** The same, holding the calling thread until the tree has ended: for `process.on('exit')`. */
export function terminateTreeSync(ref: ProcessRef, config: TerminateTreeConfig = {}): TerminateTreeResult {
  checkRef(ref);
  checkObject(config, 'config', terminateChecks);
  return native.terminateTreeSync(ref, config);
}

/** Throws where terminateTree would refuse the signals of this configuration, before there is a process to end. */
export function refuseUnusable(config: TerminateTreeConfig): void {
  if (config.signal === undefined && config.kill_signal === undefined) return;
  // Which signals there are, the addon knows. This process is always refused, and only for want of another reason.
  try {
    native.terminateTreeSync(process.pid, { ...config, dry_run: true });
  } catch (error) {
    if (!(error instanceof ReeveError && error.code === 'ERR_PROTECTED_PROCESS')) throw error;
  }
}
