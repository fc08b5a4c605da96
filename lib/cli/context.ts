import type { Jobs } from '../jobs/index.js';

/**
 * What every group of verbs is given. The library is loaded by the verb that needs it: the help, the completions and the
 * manual page are made of the same description on machines that have no addon.
 */
export interface Context {
  /** The jobs of the state folder that is meant. */
  open(): Promise<Jobs>;
  /** Sets the code that the command ends with. */
  leave(code: number): void;
}

/** The primitives. */
export const primitives = () => import('../index.js');
