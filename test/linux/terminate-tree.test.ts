import { capabilities, terminateTreeSync, waitPid } from 'reeve';
import { describe, expect, test } from 'vitest';
import { endedBy, endTree } from '../helpers/end-tree.js';
import { startHeld } from '../helpers/held.js';
import { atPace } from '../helpers/pace.js';
import { program } from '../helpers/programs.js';
import { withoutBirths } from '../helpers/warnings.js';
import { isAlive } from './helpers/proc.js';
import { stopGroup } from './helpers/stop-group.js';

const kinds = capabilities().containments.filter((kind) => kind === 'cgroup' || kind === 'keeper' || kind === 'group');
// exec hands ignored signals on, so this makes a tree of which nobody obeys.
const allIgnoring = ['sh', '-c', 'trap "" TERM; exec "$@"', 'sh', program('tree'), '3', '1'];

describe.each(kinds)('in a %s', (containment) => {
  const held = (...argv: string[]) => startHeld({ argv, containment });

  test('a tree that obeys is done long before the grace time is over, without a kill', async () => {
    const { job, gone } = await held(program('tree'), '3', '2');
    const ended = await endTree(job, { grace_timeout_ms: 20_000 });
    await gone;
    expect(ended.took).toBeLessThan(atPace(10_000));
    expect(ended).toMatchObject({ signal_sent: 'SIGTERM', kill_signal: null, escalated: false, signaled_count: 13 });
    expect(ended).toMatchObject({ exited: true, timed_out: false, survivors: [], dry_run: false });
    expect(withoutBirths(ended.warnings)).toEqual([]);
    expect(ended).toMatchObject({ pid: job.pid, pgid: job.pgid, identity: job.identity });
    expect(ended.tree_kill_reliability).toBe(job.tree_kill_reliability);
  });

  test('a leader that obeys while its children ignore the signal still has them killed', async () => {
    const { job, gone } = await held(program('stubborn_children'), '3');
    const ended = await endTree(job, { grace_timeout_ms: 100 });
    await gone;
    expect(ended).toMatchObject({ escalated: true, kill_signal: 'SIGKILL', exited: true, signaled_count: 4 });
    expect(ended.took).toBeGreaterThanOrEqual(99);
  });

  test('a tree of which nobody obeys is killed when the grace time is over', async () => {
    const { job, gone } = await held(...allIgnoring);
    const ended = await endTree(job, { grace_timeout_ms: 200 });
    await gone;
    expect(ended.took).toBeGreaterThanOrEqual(199);
    expect(ended.took).toBeLessThan(atPace(8000));
    expect(ended).toMatchObject({ signal_sent: 'SIGTERM', kill_signal: 'SIGKILL', escalated: true, exited: true });
    expect(ended.exit_code).toBeNull();
    expect(await waitPid(job)).toMatchObject({ signal: 'SIGKILL', exit_code: null });
  });

  test('a grace time of 0 kills right after asking', async () => {
    const { job, gone } = await held(...allIgnoring);
    const ended = await endTree(job, { grace_timeout_ms: 0 });
    await gone;
    // Less than the grace that is spent where none is given.
    expect(ended.took).toBeLessThan(atPace(8000));
    expect(ended).toMatchObject({ escalated: true, exited: true });
  });

  test('SIGKILL as the first signal is sent at once and is no escalation', async () => {
    const { job, gone } = await held(...allIgnoring);
    const ended = await endTree(job, { signal: 'SIGKILL' });
    await gone;
    expect(ended).toMatchObject({ signal_sent: 'SIGKILL', kill_signal: null, escalated: false, exited: true });
    expect(ended.took).toBeLessThan(atPace(8000));
  });

  test('each process is asked exactly once', async () => {
    const { job, gone, text } = await held(program('count_term'), '3');
    const ended = await endTree(job);
    await gone;
    expect(text().match(/count \d+/g)).toEqual(['count 1', 'count 1', 'count 1', 'count 1']);
    expect(ended).toMatchObject({ exited: true, escalated: false, exit_code: 1, signaled_count: 4 });
  });

  test('stopped processes are continued, and obey', async () => {
    const { job, gone } = await held(program('tree'), '2', '1');
    await stopGroup(job.pgid);
    const ended = await endTree(job, { grace_timeout_ms: 20_000 });
    await gone;
    expect(ended).toMatchObject({ escalated: false, exited: true, signaled_count: 3 });
  });

  test('stopped processes that ignore the signal are killed all the same', async () => {
    const { job, gone } = await held(...allIgnoring);
    await stopGroup(job.pgid);
    expect(await endTree(job, { grace_timeout_ms: 50 })).toMatchObject({ escalated: true, exited: true });
    await gone;
  });

  test('the exit code is that of the leader', async () => {
    const { job } = await held(program('exit_on_term'), '42');
    expect(await endTree(job)).toMatchObject({ exit_code: 42, exited: true, escalated: false });
  });

  test('signals may be given by name without SIG and by number, and the result names them', async () => {
    const { job } = await held(...allIgnoring);
    const ended = await endTree(job, { signal: 'TERM', kill_signal: 3, grace_timeout_ms: 20 });
    expect(ended).toMatchObject({ signal_sent: 'SIGTERM', kill_signal: 'SIGQUIT', exited: true, escalated: true });
    expect(await waitPid(job)).toMatchObject({ signal: 'SIGQUIT' });
  });

  test('a kill signal that is ignored too leaves survivors, who are named', async () => {
    const { job } = await held(...allIgnoring);
    const ended = await endTree(job, { kill_signal: 'SIGTERM', grace_timeout_ms: 20, kill_timeout_ms: 50 });
    expect(ended).toMatchObject({ exited: false, timed_out: true, escalated: true, exit_code: null });
    expect(ended.survivors.map((one) => one.pid).filter(isAlive)).toHaveLength(4);
    expect(ended.survivors.map((one) => one.identity)).toContain(job.identity);
  });

  test('a tree that is gone already is a success with nothing sent', async () => {
    const { job } = await held(program('sleeper'));
    await endTree(job, { signal: 'SIGKILL' });
    await waitPid(job);
    const again = await endTree(job);
    expect(again).toMatchObject({ exited: true, signal_sent: null, signaled_count: 0, timed_out: false });
  });

  test('a tree that is gone from the start of the call costs no grace time', async () => {
    const { job } = await held('sh', '-c', 'echo ready');
    await waitPid(job);
    expect((await endTree(job, { grace_timeout_ms: 20_000 })).took).toBeLessThan(atPace(10_000));
  });

  test('the synchronous form does the same', async () => {
    const { job, gone } = await held(program('stubborn_children'), '2');
    const ended = await endedBy(job, () => terminateTreeSync(job, { grace_timeout_ms: 50, kill_timeout_ms: 20_000 }));
    expect(ended).toMatchObject({ escalated: true, exited: true, signaled_count: 3, survivors: [] });
    await gone;
  });
});
