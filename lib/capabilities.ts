import type { Capabilities } from './generated/types.js';
import { native } from './native/load.js';

/**
 * What this machine can do, found out by doing it once (the answer is kept): waitable pins, identities unique for a
 * boot, exit codes of other programs' children, and where jobs' cgroups can be made.
 */
export function capabilities(): Capabilities {
  return native.capabilities();
}
