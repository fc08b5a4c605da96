import { existsSync, readdirSync } from 'node:fs';
import { type ProcessRef, type SpawnInGroupResult, type TerminateTreeResult, waitPid } from 'reeve';
import { expect } from 'vitest';
import { endTree } from '../../helpers/end-tree.js';
import { expectValid } from '../../helpers/schemas.js';
import { isLocked, keptExit, keptJob } from './state-files.js';
import type { Kill, Outcome, Stepper } from './stepper.js';

const isRecord = (answer: unknown): answer is SpawnInGroupResult =>
  (answer as { schema_id?: string }).schema_id === 'urn:reeve:schema:v1:spawn-in-group-result';

const isEnd = (answer: unknown): answer is TerminateTreeResult =>
  (answer as { schema_id?: string }).schema_id === 'urn:reeve:schema:v1:terminate-tree-result';

/**
 * Holds one start in which somebody was killed against what is promised, ends what is left of it by its record as
 * another process would, and sees that nothing is left then.
 */
export async function judge(stepper: Stepper, kill: Kill, outcome: Outcome): Promise<void> {
  const told = outcome.answers.find(isRecord);
  const refused = outcome.answers.find((answer) => 'code' in answer);
  const ran = existsSync(`${kill.mark}.ran`);
  expect(outcome.quiet, 'it came to a rest').toBe(true);
  if (told !== undefined) expectValid('spawn-in-group-result', told);
  if (refused !== undefined) {
    expectValid('error', refused);
    expect(outcome.left, 'whoever hears of an error has nothing to end').toEqual([]);
  }
  const ended = outcome.answers.find(isEnd);
  if (ended !== undefined) judgeEnd(ended, outcome);
  if (!outcome.released) expect(ran, 'nothing runs before the launcher lets it').toBe(false);
  const written = kill.state_dir === null ? undefined : judgeFiles(kill, kill.state_dir, ran, told);
  const record = told ?? written;
  if (record === undefined) {
    // Left are those whose launcher was killed after it let the program run, and before it could tell anybody.
    const unknowable = outcome.released && kill.victim === 'launcher' && kill.state_dir === null;
    if (!unknowable) expect(outcome.left, 'nothing is left that nobody has a record of').toEqual([]);
    return stepper.end();
  }
  if (outcome.left.length > 0) await endByRecord(kill, outcome, record);
  expect(await stepper.settle(), 'nothing is left').toEqual([]);
  await judgeExit(kill, outcome, record);
}

// What the launcher was told of the end that it asked for.
function judgeEnd(ended: TerminateTreeResult, outcome: Outcome): void {
  expectValid('terminate-tree-result', ended);
  expect(ended).toMatchObject({ exited: true, timed_out: false, survivors: [] });
  expect(outcome.left, 'what is said to have ended has').toEqual([]);
}

function judgeFiles(kill: Kill, folder: string, ran: boolean, told: SpawnInGroupResult | undefined) {
  const job = keptJob(folder);
  if (ran) expect(job?.state, 'a program that runs is on record').toBe('running');
  // Its keeper can't tell a first process that was killed right before its program from one killed right after.
  if (told !== undefined && kill.victim !== 'first') expect(job?.state).toBe('running');
  if (job?.state === 'starting' && !isLocked(folder)) expect(ran).toBe(false);
  if (told !== undefined) expect(job?.record).toEqual(told);
  if (kill.victim === 'keeper' && job === null) expect(keptExit(folder)).toBeNull();
  return job?.record;
}

async function endByRecord(kill: Kill, outcome: Outcome, record: ProcessRef): Promise<void> {
  const ended = await endTree(record, { signal: 'SIGKILL', kill_timeout_ms: 30_000 });
  expect(ended).toMatchObject({ exited: true, survivors: [] });
  // Who was asked for the end by a launcher that was killed then may be there in one moment and done in the next.
  const settled = kill.after !== 'ask' || !outcome.keeper_left;
  const reliability = outcome.keeper_left ? 'guaranteed' : 'best_effort';
  const there = `the keeper is ${outcome.keeper_left ? '' : 'not '}there`;
  if (settled) expect(ended.tree_kill_reliability, there).toBe(reliability);
  if (kill.victim === 'keeper' && outcome.hit) expect(outcome.keeper_left).toBe(false);
}

// What is on disk is what a later asker hears; without it nobody makes something up.
async function judgeExit(kill: Kill, outcome: Outcome, record: SpawnInGroupResult): Promise<void> {
  const exit = kill.state_dir === null ? null : keptExit(kill.state_dir);
  const heard = await waitPid(record);
  expectValid('wait-pid-result', heard);
  if (exit === null) {
    if (kill.state_dir !== null) expect(kill.victim, 'only a dead keeper writes nothing').toBe('keeper');
    return;
  }
  expect(exit).toMatchObject({ pid: record.pid, identity: record.identity });
  const { exit_code, signal } = exit;
  expect(heard).toMatchObject({ exited: true, exit_code, signal });
  // Who saw it end itself has it from the kernel, or read it off the zombie where the kernel (before 6.15) keeps none.
  expect(heard.exit_code_source).toMatch(/^(keeper|kernel|procfs)$/);
  if (outcome.keeper_left)
    expect(readdirSync(kill.state_dir as string).sort()).toEqual(['exit.json', 'job.json', 'lock']);
}
