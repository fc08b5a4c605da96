import { type ProcessRef, type TerminateTreeConfig, type TerminateTreeResult, terminateTree } from 'reeve';
import { expect } from 'vitest';
import { expectValid } from './schemas.js';
import { system } from './system.js';

/**
 * Compares a result with what the system itself says of the tree at this moment. `living`: see `System.watchTrees`. Nobody
 * may live whom a result calls gone, unless it warns that one may, which only best effort may do. Where the end is
 * guaranteed nobody may live whom it does not name.
 */
export function expectHonest(result: TerminateTreeResult, living: number[]): void {
  const named = new Set(result.survivors.map((one) => one.pid));
  const silent = living.filter((pid) => !named.has(pid));
  const doubts = result.warnings.some((text) => text.startsWith('processes were born during every look'));
  const unsure = result.tree_kill_reliability === 'best_effort' && doubts;
  if (result.exited && !unsure) expect(living, `alive after ${JSON.stringify(result)}`).toEqual([]);
  if (result.exited) expect(result.survivors, 'survivors of a tree that exited').toEqual([]);
  if (result.tree_kill_reliability === 'guaranteed') {
    expect(silent, `alive and not named in ${JSON.stringify(result)}`).toEqual([]);
  }
}

type Ended = TerminateTreeResult & { took: number };

/** Runs what ends this tree, checks its result against the schema and against /proc, and adds the milliseconds it took. */
export async function endedBy(
  ref: ProcessRef,
  end: () => TerminateTreeResult | Promise<TerminateTreeResult>,
): Promise<Ended> {
  const living = system.watchTrees([ref]);
  const began = performance.now();
  const result = await end();
  const took = performance.now() - began;
  expectValid('terminate-tree-result', result);
  expectHonest(result, living());
  return { ...result, took };
}

/** terminateTree, so checked; who is killed may be long without a processor to end on. */
export function endTree(ref: ProcessRef, config: TerminateTreeConfig = {}): Promise<Ended> {
  return endedBy(ref, () => terminateTree(ref, { kill_timeout_ms: 20_000, ...config }));
}
