import { capabilities, waitPid, waitPidSync } from 'reeve';
import { describe, expect, test } from 'vitest';
import { endTree } from '../helpers/end-tree.js';
import { startHeld } from '../helpers/held.js';
import { exits, idle, program } from '../helpers/programs.js';
import { expectValid } from '../helpers/schemas.js';
import { until } from '../helpers/until.js';
import { startAsleep } from './helpers/asleep.js';
import { keeperOf, startKept, stopKeeper, untilKeeperEnds } from './helpers/keeper.js';
import { Launcher } from './helpers/launcher.js';
import { isAlive, readStat } from './helpers/proc.js';

const argv = [program('daemon'), 'keep'];

describe.runIf(capabilities().keeper.available)('a job whose keeper was stopped', () => {
  test('is ended all the same, by its keeper', async () => {
    const { job, gone } = await startHeld({ argv, containment: 'keeper' });
    await stopKeeper(job);
    const ended = await endTree(job, { signal: 'SIGKILL' });
    expect(ended).toMatchObject({ exited: true, survivors: [], tree_kill_reliability: 'guaranteed' });
    await gone;
    await untilKeeperEnds(job);
  });

  test('is ended by asking, within the grace and the time for the kill', async () => {
    const { job, gone } = await startHeld({ argv, containment: 'keeper' });
    await stopKeeper(job);
    const ended = await endTree(job, { grace_timeout_ms: 300, kill_timeout_ms: 25_000 });
    expect(ended).toMatchObject({ exited: true, survivors: [], tree_kill_reliability: 'guaranteed' });
    expect(ended.took).toBeLessThan(20_000);
    await gone;
  });

  test('is ended by asking as soon as all obey: the keeper is continued with them', async () => {
    const { job, gone } = await startHeld({ argv, containment: 'keeper' });
    await stopKeeper(job);
    const ended = await endTree(job, { grace_timeout_ms: 25_000 });
    expect(ended).toMatchObject({ exited: true, escalated: false, tree_kill_reliability: 'guaranteed' });
    expect(ended.took).toBeLessThan(20_000);
    await gone;
  });

  test('and waitPid ends with its time, and with the process', async () => {
    const job = await startAsleep({ containment: 'keeper', stdout: 'ignore' });
    await stopKeeper(job);
    expect(await waitPid(job, { timeout_ms: 50 })).toMatchObject({ exited: false, timed_out: true });
    expect(waitPidSync(job, { timeout_ms: 20 })).toMatchObject({ exited: false, timed_out: true });
    const wait = waitPid(job, { timeout_ms: 10_000 });
    process.kill(job.pid, 'SIGTERM');
    const heard = await wait;
    expectValid('wait-pid-result', heard);
    expect(heard).toMatchObject({ exited: true, exit_code: null, signal: 'SIGTERM' });
    expect(heard.exit_code_source).toMatch(/^(procfs|kernel)$/);
  });

  test('and an end that it could not see yet is told when it goes on', async () => {
    const job = startKept({ argv: ['sh', '-c', 'read word; exit 6'], stdin: 'pipe' });
    await stopKeeper(job);
    job.stdin?.end('\n');
    await until('the job has ended', () => readStat(job.pid)?.state === 'Z');
    process.kill(keeperOf(job).pid, 'SIGCONT');
    expect(await waitPid(job)).toMatchObject({ exited: true, exit_code: 6, signal: null });
    await untilKeeperEnds(job);
  });

  test('ends with its launcher as soon as the keeper goes on', async () => {
    const launcher = await Launcher.start([
      { argv: [program('hard_to_end')], containment: 'keeper', on_parent_exit: 'kill' },
    ]);
    const job = launcher.jobs[0] as (typeof launcher.jobs)[0];
    await stopKeeper(job);
    launcher.child.kill('SIGKILL');
    await until('the launcher is gone', () => !isAlive(launcher.child.pid as number));
    // Without its launcher the keeper's group may be an orphaned one, which the kernel continues by itself (setpgid(2)).
    try {
      process.kill(keeperOf(job).pid, 'SIGCONT');
    } catch {}
    await launcher.gone;
  });

  test('and other jobs start and end meanwhile', async () => {
    const stopped = startKept({ argv: idle });
    await stopKeeper(stopped);
    const other = startKept({ argv: exits(3) });
    expect(await waitPid(other)).toMatchObject({ exit_code: 3, exit_code_source: 'keeper' });
    expect(await endTree(stopped, { signal: 'SIGKILL' })).toMatchObject({ exited: true });
  });
});
