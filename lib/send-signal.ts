import { checkRef, listOf, signalName } from './arguments.js';
import { wrongType } from './errors.js';
import type { ProcessRef, SignalManyResult, SignalResult } from './generated/types.js';
import { native } from './native/load.js';

function checkRefs(refs: unknown): asserts refs is readonly ProcessRef[] {
  if (!Array.isArray(refs)) throw wrongType('many processes are named by an array of pids and records');
  listOf((ref) => checkRef(ref))(refs, 'refs');
}

/**
 * Sends one signal, by name (`'SIGTERM'`, `'TERM'`) or number, to the process the ref names or to nobody. Synchronous.
 * Throws `ESRCH` when it has ended (a zombie has), `ERR_PROCESS_REUSED` when another process has its pid,
 * `ERR_IDENTITY_UNKNOWN` when that can't be told, `EPERM` when the system refuses, and `ERR_PROTECTED_PROCESS` for pid 1,
 * this process and its ancestors. There is no signal 0: `checkIdentity` tells whether a process is there.
 *
 * On Windows SIGKILL ends a process; SIGTERM, SIGINT, SIGHUP, SIGQUIT and SIGBREAK ask it to end, where there is a way, and
 * there are no others.
 */
export function sendSignal(ref: ProcessRef, signal: string | number): SignalResult {
  checkRef(ref);
  signalName(signal, 'signal');
  return native.sendSignal(ref, signal);
}

/**
 * Signals all members of a process group at once, which no fork escapes. A number names whatever group has it now; a
 * record (of `spawnInGroup`, say) only the group which that very process leads: once it has ended use `terminateTree`.
 * Throws `ESRCH` when there is no such group, and `ERR_PROTECTED_PROCESS` for group 1 and for any group that this program
 * or an ancestor is in. Windows has no groups: `ERR_UNSUPPORTED`.
 */
export function sendSignalGroup(leader: ProcessRef, signal: string | number): SignalResult {
  checkRef(leader);
  signalName(signal, 'signal');
  return native.sendSignalGroup(leader, signal);
}

/**
 * Sends one signal to many processes, each once however often it is named, and says what became of each: `succeeded`,
 * `failed` with the error that `sendSignal` would have thrown, or `skipped_safety` (pid 1, this process, its ancestors).
 * What can't name a process at all (0, -1, '12') refuses the whole call, and nothing is sent. Synchronous, about ten
 * microseconds for each.
 */
export function sendSignalMany(refs: readonly ProcessRef[], signal: string | number): SignalManyResult {
  checkRefs(refs);
  signalName(signal, 'signal');
  return native.sendSignalMany(refs, signal);
}

/** `sendSignal` with SIGTERM: asks one process to end. For it and all that descends from it: `terminateTree`. */
export function terminate(ref: ProcessRef): SignalResult {
  return sendSignal(ref, 'SIGTERM');
}

/** `sendSignal` with SIGKILL: ends one process. */
export function forceKill(ref: ProcessRef): SignalResult {
  return sendSignal(ref, 'SIGKILL');
}

/** `sendSignalMany` with SIGTERM. */
export function terminateMany(refs: readonly ProcessRef[]): SignalManyResult {
  return sendSignalMany(refs, 'SIGTERM');
}

/** `sendSignalMany` with SIGKILL. */
export function forceKillMany(refs: readonly ProcessRef[]): SignalManyResult {
  return sendSignalMany(refs, 'SIGKILL');
}
