import { ReeveError } from '../index.js';

/** What reeve itself refuses or finds wrong about jobs and their state folder. */
export function jobError(code: string, message: string): ReeveError {
  return new ReeveError({ code, errno: null, syscall: null, pid: null, message: `${code}: ${message}` });
}

/** The system's refusal of work on the state folder, as reeve's one class of error. */
export function systemError(error: unknown): unknown {
  if (error instanceof ReeveError || !(error instanceof Error)) return error;
  const { code, errno, syscall, message } = error as NodeJS.ErrnoException;
  if (typeof code !== 'string' || typeof errno !== 'number' || code === 'ERR_INVALID_ARG') return error;
  return new ReeveError({ code, errno, syscall: syscall ?? null, pid: null, message });
}

/** Whether an error is the system's of one of these names. */
export function isCode(error: unknown, ...codes: string[]): boolean {
  return error instanceof Error && codes.includes((error as NodeJS.ErrnoException).code ?? '');
}
