import { capabilities, terminateTree } from 'reeve';
import { describe, expect, test } from 'vitest';
import { endedBy, endTree } from '../helpers/end-tree.js';
import { startHeld } from '../helpers/held.js';
import { atPace } from '../helpers/pace.js';
import { program } from '../helpers/programs.js';
import { watchStalls } from './helpers/loop-turns.js';

const kinds = capabilities().containments.filter((kind) => kind === 'cgroup' || kind === 'keeper' || kind === 'group');

describe.each(kinds)('a tree of 1,111 processes in a %s', (containment) => {
  const tree = () => startHeld({ argv: [program('tree'), '10', '3'], containment });

  test('is asked and ends whole', async () => {
    const { job, line, gone } = await tree();
    expect(line).toBe('ready 1111');
    const ended = await endTree(job, { grace_timeout_ms: 20_000 });
    await gone;
    expect(ended).toMatchObject({ exited: true, escalated: false, signaled_count: 1111, survivors: [] });
  });

  test('is killed whole, and the event loop goes on meanwhile', async () => {
    const { job, gone } = await tree();
    let stalled = 0;
    const ended = await endedBy(job, async () => {
      const stalls = watchStalls(atPace(20));
      const result = await terminateTree(job, { signal: 'SIGKILL', kill_timeout_ms: 20_000 });
      stalled = stalls();
      return result;
    });
    await gone;
    expect(ended).toMatchObject({ exited: true, survivors: [], timed_out: false });
    // Not promised to be exact: a signal to the group may end a process before it is counted.
    expect(ended.signaled_count).toBeGreaterThanOrEqual(1100);
    expect(stalled, 'share of the time in which the event loop stood still').toBeLessThan(0.5);
  });

  test('is listed whole by a dry run, which signals nobody', async () => {
    const { job } = await tree();
    const seen = await endTree(job, { dry_run: true });
    expect(seen).toMatchObject({
      dry_run: true,
      exited: false,
      signaled_count: 0,
      signal_sent: null,
      escalated: false,
    });
    expect(new Set(seen.survivors.map((one) => one.pid)).size).toBe(1111);
    expect(await endTree(job, { grace_timeout_ms: 20_000 })).toMatchObject({ exited: true, signaled_count: 1111 });
  });
});
