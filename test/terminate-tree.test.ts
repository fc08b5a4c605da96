import { terminateTreeSync, waitPid } from 'reeve';
import { describe, expect, test } from 'vitest';
import { endedBy, endTree } from './helpers/end-tree.js';
import { startHeld } from './helpers/held.js';
import { start } from './helpers/jobs.js';
import { atPace } from './helpers/pace.js';
import { exits, idle, program } from './helpers/programs.js';
import { system } from './helpers/system.js';
import { withoutBirths } from './helpers/warnings.js';

describe.each(system.containments)('in a %s', (containment) => {
  const held = (...argv: string[]) => startHeld({ argv, containment });

  test('SIGKILL as the first signal ends all at once and is no escalation', async () => {
    const { job, gone } = await held(program('tree'), '3', '2');
    const ended = await endTree(job, { signal: 'SIGKILL' });
    await gone;
    expect(ended).toMatchObject({ signal_sent: 'SIGKILL', kill_signal: null, escalated: false, exited: true });
    expect(ended).toMatchObject({ timed_out: false, survivors: [], dry_run: false });
    expect(withoutBirths(ended.warnings)).toEqual([]);
    expect(ended).toMatchObject({ pid: job.pid, identity: job.identity, signaled_count: system.processes(13) });
    expect(ended.tree_kill_reliability).toBe(job.tree_kill_reliability);
    expect(ended.took).toBeLessThan(atPace(5000));
    expect(await waitPid(job)).toMatchObject(system.killed);
  });

  test('a tree of which nobody obeys is killed when the grace time is over, or when nobody can be asked', async () => {
    const { job, gone } = await held(program('ignore_term'));
    const ended = await endTree(job, { grace_timeout_ms: 200 });
    await gone;
    expect(ended).toMatchObject({ kill_signal: 'SIGKILL', escalated: true, exited: true });
    // The grace time without a word is ten seconds.
    expect(ended.took).toBeLessThan(atPace(7000));
    expect(await waitPid(job)).toMatchObject(system.killed);
  });

  test('a grace time of 0 kills right after asking', async () => {
    const { job, gone } = await held(program('ignore_term'));
    const ended = await endTree(job, { grace_timeout_ms: 0 });
    await gone;
    expect(ended.took).toBeLessThan(atPace(7000));
    expect(ended).toMatchObject({ escalated: true, exited: true });
  });

  test('signals may be given by name without SIG and by number', async () => {
    const { job } = await held(program('sleeper'));
    expect(await endTree(job, { signal: 'KILL' })).toMatchObject({ signal_sent: 'SIGKILL', exited: true });
    const { job: other } = await held(program('sleeper'));
    expect(await endTree(other, { signal: 9 })).toMatchObject({ signal_sent: 'SIGKILL', exited: true });
  });

  test('a dry run names the tree and leaves it alone', async () => {
    const { job } = await held(program('tree'), '2', '1');
    const seen = await endTree(job, { dry_run: true });
    expect(seen).toMatchObject({
      dry_run: true,
      exited: false,
      signaled_count: 0,
      signal_sent: null,
      escalated: false,
    });
    expect(seen.survivors.length).toEqual(system.processes(3));
    expect(seen.survivors.map((one) => one.identity)).toContain(job.identity);
    for (const { pid } of seen.survivors) expect(system.isAlive(pid)).toBe(true);
  });

  test('a tree that is gone already is a success with nothing sent', async () => {
    const { job } = await held(program('sleeper'));
    await endTree(job, { signal: 'SIGKILL' });
    await waitPid(job);
    const again = await endTree(job);
    expect(again).toMatchObject({ exited: true, signal_sent: null, signaled_count: 0, timed_out: false });
  });

  test('a tree that is gone from the start of the call costs no grace time', async () => {
    const job = start({ argv: exits(0), containment });
    await waitPid(job);
    expect((await endTree(job, { grace_timeout_ms: 20_000 })).took).toBeLessThan(atPace(10_000));
  });

  test('the synchronous form does the same', async () => {
    const { job, gone } = await held(program('tree'), '2', '1');
    const ended = await endedBy(job, () => terminateTreeSync(job, { signal: 'SIGKILL' }));
    expect(ended).toMatchObject({ exited: true, signaled_count: system.processes(3), survivors: [] });
    await gone;
  });

  test('the record leads to the rest of the job when its first process is long gone', async () => {
    const { job, pids, gone } = await held(program('orphans'), '5');
    expect((await waitPid(job)).exit_code).toBe(0);
    expect(pids.filter(system.isAlive)).toHaveLength(5);
    const ended = await endTree(job, { signal: 'SIGKILL' });
    expect(ended).toMatchObject({ exited: true, signaled_count: system.processes(5), signal_sent: 'SIGKILL' });
    await gone;
    expect(pids.filter(system.isAlive)).toEqual([]);
  });

  test('a chain of 20 is ended to its last link', async () => {
    const { job, gone } = await held(program('tree'), '1', '20');
    expect(await endTree(job, { signal: 'SIGKILL' })).toMatchObject({ exited: true, survivors: [] });
    await gone;
  });

  test('other jobs are left alone', async () => {
    const other = start({ argv: idle, containment });
    const { job } = await held(program('tree'), '2', '1');
    await endTree(job, { signal: 'SIGKILL' });
    expect(system.isAlive(other.pid)).toBe(true);
  });
});
