import { abortSignal, checkObject, checkRef, flag, millis } from './arguments.js';
import { invalidArgument } from './errors.js';
import type { ProcessRef, WaitPidResult } from './generated/types.js';
import { native } from './native/load.js';

export interface WaitPidOptions {
  /** Give up after this many milliseconds, with `timed_out: true`. Default: never. */
  timeout_ms?: number;
  /** Ends the wait, not the process: the promise is rejected with the signal's reason. */
  signal?: AbortSignal;
  /** Whether the pending wait keeps this program running. Default true. */
  ref?: boolean;
}

const checks = { timeout_ms: millis, signal: abortSignal, ref: flag };

function refuseForever(ref: ProcessRef, bounded: boolean): void {
  const pid = typeof ref === 'number' ? ref : ref.pid;
  if (pid === process.pid && !bounded) {
    throw invalidArgument('waiting for this process itself would never end: give timeout_ms or a signal');
  }
}

/**
 * Waits until the process has ended, whoever its parent is, on one thread for all waits: nothing polls and no pool
 * thread is held. The exit code of a child of `spawnInGroup` is always known, also to a second asker long after. Of
 * others it is known where the kernel tells (Linux 6.15; before that only of zombies not yet reaped), else `exit_code`
 * and `signal` are null, `exit_code_source` is `unknown` and a warning says why.
 *
 * A time-out is a result. A record whose process ended before, also one whose pid was reused, resolves as exited.
 * Rejects with `ESRCH` for a bare pid that nobody has and no child had lately. Where pidfds are refused (seccomp) or no
 * descriptor is left, it looks every 20 ms instead and says so in `warnings`.
 */
export async function waitPid(ref: ProcessRef, options: WaitPidOptions = {}): Promise<WaitPidResult> {
  checkRef(ref);
  checkObject(options, 'options', checks);
  const { timeout_ms, signal, ref: holdOpen = true } = options;
  refuseForever(ref, timeout_ms !== undefined || signal !== undefined);
  signal?.throwIfAborted();
  return new Promise((resolve, reject) => {
    let wait: WaitPidResult | number;
    const onAbort = () => {
      native.cancelWait(wait as number);
      reject(signal?.reason);
    };
    wait = native.waitPid(ref, { timeout_ms, hold_open: holdOpen }, (error, result) => {
      signal?.removeEventListener('abort', onAbort);
      if (result === undefined) reject(error);
      else resolve(result);
    });
    if (typeof wait === 'number') signal?.addEventListener('abort', onAbort, { once: true });
    else resolve(wait);
  });
}

/**
 * The same, holding the calling thread until the end or the time-out: for `process.on('exit')`, where promises no
 * longer run. Nothing else of the program goes on meanwhile.
 */
export function waitPidSync(ref: ProcessRef, options: { timeout_ms?: number } = {}): WaitPidResult {
  checkRef(ref);
  checkObject(options, 'options', { timeout_ms: millis });
  refuseForever(ref, options.timeout_ms !== undefined);
  return native.waitPidSync(ref, { timeout_ms: options.timeout_ms });
}
