import { endJob } from './end-job.js';
import type { RunWithTimeoutResult, TerminateTreeResult, WaitPidResult } from './generated/types.js';
import type { RunPlan } from './run-plan.js';
import type { SpawnedInGroup } from './spawn-in-group.js';
import { waitPid } from './wait-pid.js';

type TreeEnd = Pick<
  RunWithTimeoutResult,
  | 'signal_sent'
  | 'kill_signal'
  | 'escalated'
  | 'signaled_count'
  | 'tree_exited'
  | 'survivors'
  | 'tree_kill_reliability'
  | 'warnings'
>;

/** How the program and its tree ended. */
export type RunEnd = Pick<RunWithTimeoutResult, 'exit_code' | 'signal' | 'exit_code_source'> &
  Pick<RunWithTimeoutResult, 'timed_out' | 'aborted' | 'duration_ms'> &
  TreeEnd;

// How long the exit of a first process that is dead already may take to be heard of.
const exitPatience_ms = 1000;

function nothingLeft({ tree_kill_reliability }: SpawnedInGroup): TreeEnd {
  return {
    signal_sent: null,
    kill_signal: null,
    escalated: false,
    signaled_count: 0,
    tree_exited: true,
    survivors: [],
    tree_kill_reliability,
    warnings: [],
  };
}

function treeEnd(job: SpawnedInGroup, ended: TerminateTreeResult | null): TreeEnd {
  // What terminateTree finds odd, that nothing was left to be ended, is how it should be here.
  if (ended === null || (ended.exited && ended.signaled_count === 0)) return nothingLeft(job);
  const { signal_sent, kill_signal, escalated, signaled_count, survivors, tree_kill_reliability, warnings } = ended;
  return {
    signal_sent,
    kill_signal,
    escalated,
    signaled_count,
    tree_exited: ended.exited,
    survivors,
    tree_kill_reliability,
    warnings,
  };
}

// The program has ended by itself and that is known: a look for the rest that fails must not take it away.
async function endRest(job: SpawnedInGroup, plan: RunPlan): Promise<TreeEnd> {
  try {
    return treeEnd(job, await endJob(job, plan.leave_rest ? { dry_run: true } : plan.ending));
  } catch (error) {
    const why = `what the program left behind could not be looked for: ${(error as Error).message}`;
    return { ...nothingLeft(job), tree_exited: false, warnings: [why] };
  }
}

function exitOf({ exit_code, signal, exit_code_source }: WaitPidResult) {
  return { exit_code, signal, exit_code_source };
}

function since(began: number): number {
  return Math.round((performance.now() - began) * 1000) / 1000;
}

/**
 * Waits until the program has ended, its time is over or the run is called off, whichever is first; then ends what is
 * left of its tree. `began` is the time of the start, by `performance.now()`.
 */
export async function endRun(
  job: SpawnedInGroup,
  plan: RunPlan,
  signal: AbortSignal | undefined,
  began: number,
): Promise<RunEnd> {
  const first = await waitPid(job, { timeout_ms: plan.timeout_ms, signal }).catch((error: unknown) => {
    if (signal?.aborted) return null;
    throw error;
  });
  if (first?.exited) {
    const duration_ms = since(began);
    const rest = await endRest(job, plan);
    const warnings = [...first.warnings, ...rest.warnings];
    return { ...exitOf(first), timed_out: false, aborted: false, duration_ms, ...rest, warnings };
  }
  const tree = treeEnd(job, await endJob(job, plan.ending));
  const duration_ms = since(began);
  const last = await waitPid(job, { timeout_ms: tree.tree_exited ? exitPatience_ms : 0 });
  const warnings = [...tree.warnings, ...last.warnings];
  return { ...exitOf(last), timed_out: first !== null, aborted: first === null, duration_ms, ...tree, warnings };
}
