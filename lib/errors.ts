import type { ErrorRecord } from './generated/types.js';
import { native } from './native/load.js';

/**
 * A refused or failed operation. Expected outcomes (a time-out, a survivor, a process already gone) are data in results
 * and never errors.
 */
export class ReeveError extends Error {
  /** The system's name (`ESRCH`, `EPERM`, ...) or one of reeve's own (`ERR_PROCESS_REUSED`, ...). The contract. */
  readonly code: string;
  /** The system's number, negative as Node gives it; null when reeve refused by itself. */
  readonly errno: number | null;
  /** The system call that failed, or null when none was made. */
  readonly syscall: string | null;
  /** The process it was about, or null. */
  readonly pid: number | null;

  constructor(record: ErrorRecord) {
    super(record.message);
    this.name = 'ReeveError';
    this.code = record.code;
    this.errno = record.errno;
    this.syscall = record.syscall;
    this.pid = record.pid;
  }

  /** The same as a record that validates against `error.schema.json`. */
  toJSON(): ErrorRecord {
    return { code: this.code, errno: this.errno, syscall: this.syscall, pid: this.pid, message: this.message };
  }
}

/** A value that reeve itself refuses before any system call. */
export function invalidArgument(message: string): ReeveError {
  return new ReeveError({
    code: 'ERR_INVALID_ARG',
    errno: null,
    syscall: null,
    pid: null,
    message: `ERR_INVALID_ARG: ${message}`,
  });
}

/** A value of the wrong JavaScript type, or a key that does not exist. */
export function wrongType(message: string): TypeError {
  return Object.assign(new TypeError(message), { code: 'ERR_INVALID_ARG' });
}

native.setErrorMaker((record) => new ReeveError(record));
