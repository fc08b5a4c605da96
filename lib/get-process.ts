import { checkObject, checkRef, flag } from './arguments.js';
import type { ProcessInfo, ProcessRef } from './generated/types.js';
import { native } from './native/load.js';

export interface GetProcessOptions {
  /** The environment as `env`: null where it may not be read. Default false. */
  include_env?: boolean;
  /** The working directory as `cwd`: null where it may not be read. Default false. */
  include_cwd?: boolean;
  /**
   * The arguments as `cmdline`. Default true. Reading them takes the target's memory lock: for a process that may hang
   * in the kernel, false makes the call safe from hanging with it.
   */
  include_cmdline?: boolean;
}

const checks = { include_env: flag, include_cwd: flag, include_cmdline: flag };

/**
 * What the system tells of one process, read through a pin, so that all of it is of the same process. Synchronous, some
 * tens of microseconds. What may not be read is null. A zombie is told of, with state `zombie`.
 *
 * Throws `ESRCH` when no process has the pid (a thread's number is none), and `ERR_PROCESS_REUSED` when the record's
 * process has ended and another one has its pid now.
 */
export function getProcess(ref: ProcessRef, options: GetProcessOptions = {}): ProcessInfo {
  checkRef(ref);
  checkObject(options, 'options', checks);
  return native.getProcess(ref, {
    include_env: options.include_env ?? false,
    include_cwd: options.include_cwd ?? false,
    include_cmdline: options.include_cmdline ?? true,
  });
}
