import { ReeveError } from './errors.js';
import type { SpawnInGroupResult, TerminateTreeConfig, TerminateTreeResult } from './generated/types.js';
import { terminateTree } from './terminate-tree.js';

/** terminateTree, where it is no fault that nothing is left of the job and its pid is another process' by now: null. */
export async function endJob(
  job: SpawnInGroupResult,
  config: TerminateTreeConfig = {},
): Promise<TerminateTreeResult | null> {
  try {
    return await terminateTree(job, config);
  } catch (error) {
    if (error instanceof ReeveError && error.code === 'ERR_PROCESS_REUSED') return null;
    throw error;
  }
}
