import { checkRef } from './arguments.js';
import type { IdentityCheckResult, ProcessRef } from './generated/types.js';
import { native } from './native/load.js';

/**
 * Whether the process on record still is the one that has its pid: `same`, `reused` (another one has it), `gone` (none
 * has it; a zombie is gone too, and marked) or `unknown` (alive, but nothing to compare: a bare pid, or a process that
 * /proc hides). A process we may not signal is alive. Throws only where the look itself fails, such as `EMFILE`.
 *
 * The answer is as old as the call: to act, give the record to the verb that acts, which checks and acts through one pin.
 */
export function checkIdentity(ref: ProcessRef): IdentityCheckResult {
  checkRef(ref);
  return native.checkIdentity(ref);
}
