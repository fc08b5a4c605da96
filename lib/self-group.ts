import type { SelfGroup } from './generated/types.js';
import { native } from './native/load.js';

/**
 * The process group and session that this program is in, and whether it leads them. A program that does not lead its
 * group shares it with others, often with the shell that started it: never signal that group. null on Windows.
 */
export function selfGroup(): SelfGroup {
  return native.selfGroup();
}
