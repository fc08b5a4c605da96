import { capabilities, checkIdentity, waitPid } from 'reeve';
import { describe, expect, test } from 'vitest';
import { endTree } from '../helpers/end-tree.js';
import { type HeldJob, startHeld } from '../helpers/held.js';
import { exits, program } from '../helpers/programs.js';
import { Remote } from '../helpers/remote.js';
import { expectValid } from '../helpers/schemas.js';
import { scratchFolder } from '../helpers/scratch.js';
import { until } from '../helpers/until.js';
import { keeperOf, killKeeper, startKept } from './helpers/keeper.js';
import { isAlive } from './helpers/proc.js';
import { isLocked, keptExit, keptJob } from './helpers/state-files.js';

const { exit_info, keeper } = capabilities();

/** A kept job with a process that left group and session and lost its parent, and whose keeper was killed then. */
async function startOrphaned(state_dir?: string): Promise<HeldJob> {
  const argv = [program('daemon'), 'keep'];
  const held = await startHeld({ argv, containment: 'keeper', ...(state_dir && { state_dir }) });
  await killKeeper(held.job);
  return held;
}

describe.runIf(keeper.available)('a job whose keeper was killed', () => {
  test('runs on, and its record leads to every process of it; the result says that nobody vouches', async () => {
    const { job, pids, gone } = await startOrphaned();
    expect([job.pid, ...pids].every(isAlive)).toBe(true);
    expect(checkIdentity(job)).toMatchObject({ status: 'same' });
    expect(checkIdentity(keeperOf(job))).toMatchObject({ status: 'gone' });
    const plan = await endTree(job, { dry_run: true });
    expect(plan).toMatchObject({ exited: false, tree_kill_reliability: 'best_effort' });
    expect(plan.survivors.map(({ pid }) => pid).sort()).toEqual([job.pid, ...pids].sort());
    const ended = await endTree(job, { grace_timeout_ms: 2000 });
    expect(ended).toMatchObject({ exited: true, escalated: false, signaled_count: 2, survivors: [] });
    expect(ended.tree_kill_reliability).toBe('best_effort');
    await gone;
  });

  test('is ended by another program too', async () => {
    const remote = await Remote.start();
    const { job, gone } = await startOrphaned();
    const ended = await remote.call(
      'terminateTree',
      [job, { signal: 'SIGKILL', kill_timeout_ms: 20_000 }],
      'terminate-tree-result',
    );
    expect(ended).toMatchObject({ exited: true, survivors: [], tree_kill_reliability: 'best_effort' });
    await gone;
  });

  test.each([
    ['by a signal', 'SIGTERM', { exit_code: null, signal: 'SIGTERM' }],
    ['with an exit code', 'SIGUSR1', { exit_code: 7, signal: null }],
  ] as const)('ends %s: whoever waits hears of it, and how as far as the kernel tells', async (_how, signal, told) => {
    const argv = ['sh', '-c', 'trap "exit 7" USR1; echo ready; while :; do sleep 0.01; done'];
    const { job, gone } = await startHeld({ argv, containment: 'keeper' });
    const before = waitPid(job);
    await killKeeper(job);
    const after = waitPid(job);
    process.kill(job.pid, signal);
    for (const result of await Promise.all([before, after])) {
      expectValid('wait-pid-result', result);
      expect(result.exited).toBe(true);
      // The kernel, or a zombie that its new parent had not reaped yet.
      if (exit_info) expect(result.exit_code_source).toMatch(/^(kernel|procfs)$/);
      if (result.exit_code_source === 'unknown') expect(result).toMatchObject({ exit_code: null, signal: null });
      else expect(result).toMatchObject(told);
    }
    await gone;
  });

  test('after the first process had ended: the exit code that was kept stays', async () => {
    const state_dir = scratchFolder();
    const argv = ['sh', '-c', `${program('daemon')} keep & exit 9`];
    const { job, gone } = await startHeld({ argv, containment: 'keeper', state_dir });
    await until('the exit is kept', () => keptExit(state_dir));
    await killKeeper(job);
    const remote = await Remote.start();
    expect(await remote.call('waitPid', [job], 'wait-pid-result')).toMatchObject({
      exited: true,
      exit_code: 9,
      exit_code_source: 'keeper',
    });
    expect(await endTree(job)).toMatchObject({ exited: true, signaled_count: 2, tree_kill_reliability: 'best_effort' });
    await gone;
  });

  test('with state: the lock is free, the record stays, and no exit is made up', async () => {
    const state_dir = scratchFolder();
    const { job, gone } = await startOrphaned(state_dir);
    expect(isLocked(state_dir)).toBe(false);
    const kept = keptJob(state_dir);
    expect(kept).toMatchObject({ state: 'running', record: JSON.parse(JSON.stringify(job)) });
    const ended = await endTree(kept?.record as typeof job, { signal: 'SIGKILL' });
    expect(ended).toMatchObject({ exited: true, survivors: [], tree_kill_reliability: 'best_effort' });
    await gone;
    expect(keptExit(state_dir)).toBeNull();
    const remote = await Remote.start();
    const heard = await remote.call('waitPid', [job], 'wait-pid-result');
    expect(heard).toMatchObject({ exited: true, exit_code: null });
    // Its new parent may not have reaped it yet, or does in this moment.
    const seen = heard.exit_code_source === 'procfs' || heard.exit_code_source === 'kernel';
    if (seen) expect(heard.signal).toBe('SIGKILL');
    else expect(heard).toMatchObject({ signal: null, exit_code_source: 'unknown', warnings: [expect.any(String)] });
  });

  test('fifty at once are all ended', async () => {
    const jobs = Array.from({ length: 50 }, () => startKept({ argv: [program('orphans'), '3'] }));
    for (const job of jobs) process.kill(keeperOf(job).pid, 'SIGKILL');
    const ended = await Promise.all(jobs.map((job) => endTree(job, { signal: 'SIGKILL' })));
    for (const result of ended) expect(result).toMatchObject({ exited: true, survivors: [] });
  });
});

test.runIf(keeper.available)('a job that ends while its keeper is killed is no wait without end', async () => {
  for (let run = 0; run < 20; run++) {
    const job = startKept({ argv: exits(5, run % 4) });
    const wait = waitPid(job, { timeout_ms: 5000 });
    try {
      process.kill(keeperOf(job).pid, 'SIGKILL');
    } catch (error) {
      expect(error).toMatchObject({ code: 'ESRCH' });
    }
    const result = await wait;
    expect(result.exited).toBe(true);
    if (result.exit_code !== null) expect(result.exit_code).toBe(5);
    else expect(result.exit_code_source).toBe('unknown');
  }
});
