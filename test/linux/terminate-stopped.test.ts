import { capabilities } from 'reeve';
import { describe, expect, test } from 'vitest';
import { endTree } from '../helpers/end-tree.js';
import { startHeld } from '../helpers/held.js';
import { program } from '../helpers/programs.js';
import { until } from '../helpers/until.js';
import { ownFreezer } from './helpers/freezer.js';
import { isAlive, membersOf, readStat } from './helpers/proc.js';

// Processes that do nothing when they are asked, because they are held: by a debugger, a freezer, the kernel.
const kinds = capabilities().containments.filter((kind) => kind === 'cgroup' || kind === 'keeper' || kind === 'group');

describe.each(kinds)('in a %s', (containment) => {
  const held = (...argv: string[]) => startHeld({ argv, containment });

  test('a process that its tracer holds stopped obeys when the tracer does', async () => {
    const { job, pids, gone } = await held(program('tracer'));
    expect(readStat(pids[0] as number)?.state).toBe('t');
    const ended = await endTree(job, { grace_timeout_ms: 20_000 });
    await gone;
    expect(ended).toMatchObject({ exited: true, escalated: false, signaled_count: 2 });
  });

  test('a process that its tracer goes on holding is killed with it', async () => {
    const { job, pids, gone } = await held(program('tracer'), 'hold');
    const ended = await endTree(job, { grace_timeout_ms: 100 });
    await gone;
    expect(ended).toMatchObject({ exited: true, escalated: true, signaled_count: 2 });
    expect(pids.some(isAlive)).toBe(false);
  });

  test('a process held by a tracer that is not of its tree is killed, and the tracer left alone', async () => {
    const { job, pids } = await held(program('tracer'), 'hold');
    const tracee = pids[0] as number;
    const ended = await endTree(tracee, { grace_timeout_ms: 100 });
    expect(ended).toMatchObject({ exited: true, escalated: true, signaled_count: 1 });
    expect([isAlive(tracee), isAlive(job.pid)]).toEqual([false, true]);
  });

  test('a process that waits for its vfork child, in state D, is killed', async () => {
    const { job, pids, gone } = await held(program('vfork_parent'));
    // The child may speak before its parent has begun to wait.
    await until('it waits for its child', () => readStat(job.pid)?.state === 'D');
    const ended = await endTree(job, { grace_timeout_ms: 100 });
    await gone;
    expect(ended).toMatchObject({ exited: true, escalated: true, signaled_count: pids.length });
  });

  test('a frozen tree is named as survivors in time, and ends when it is thawed', async (ctx) => {
    const freezer = ownFreezer(ctx);
    const { job, gone } = await held(program('tree'), '3', '1');
    await freezer.freeze(membersOf(job.pgid));
    expect(readStat(job.pid)?.state).toBe('D');
    const ended = await endTree(job, { grace_timeout_ms: 100, kill_timeout_ms: 300 });
    expect(ended).toMatchObject({ exited: false, timed_out: true, escalated: true, exit_code: null });
    expect(ended.survivors.map((one) => one.pid).sort()).toEqual(membersOf(job.pgid).sort());
    expect(ended.survivors).toHaveLength(4);
    expect(ended.took).toBeLessThan(5000);
    await freezer.thaw();
    await gone;
    expect(await endTree(job)).toMatchObject({ exited: true, survivors: [] });
  });

  test('of a tree that is frozen in part the rest ends', async (ctx) => {
    const freezer = ownFreezer(ctx);
    const { job, gone } = await held(program('tree'), '3', '1');
    const frozen = membersOf(job.pgid).filter((pid) => pid !== job.pid)[1] as number;
    await freezer.freeze([frozen]);
    const ended = await endTree(job, { signal: 'SIGKILL', kill_timeout_ms: 2500 });
    expect(ended).toMatchObject({ exited: false, timed_out: true });
    expect(ended.survivors).toMatchObject([{ pid: frozen, name: 'tree-node' }]);
    expect(membersOf(job.pgid)).toEqual([frozen]);
    await freezer.thaw();
    await gone;
  });
});
