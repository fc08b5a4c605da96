import { type ProcessRef, type TerminateTreeConfig, type TerminateTreeResult, terminateTree } from 'reeve';
import { expectValid } from './schemas.js';

/** terminateTree with its result checked against its schema, and the milliseconds it took. */
export async function endTree(
  ref: ProcessRef,
  config: TerminateTreeConfig = {},
): Promise<TerminateTreeResult & { took: number }> {
  const began = performance.now();
  const result = await terminateTree(ref, config);
  const took = performance.now() - began;
  expectValid('terminate-tree-result', result);
  return { ...result, took };
}
