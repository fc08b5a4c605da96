import { monitorEventLoopDelay } from 'node:perf_hooks';
import { capabilities } from 'reeve';
import { describe, expect, test } from 'vitest';
import { endTree } from '../helpers/end-tree.js';
import { startHeld } from '../helpers/held.js';
import { atPace } from '../helpers/pace.js';
import { program } from '../helpers/programs.js';

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
    const delay = monitorEventLoopDelay({ resolution: 1 });
    delay.enable();
    const ended = await endTree(job, { signal: 'SIGKILL' });
    delay.disable();
    await gone;
    expect(ended).toMatchObject({ exited: true, survivors: [], timed_out: false });
    // Not promised to be exact: a signal to the group may end a process before it is counted.
    expect(ended.signaled_count).toBeGreaterThanOrEqual(1100);
    // The dying processes share two cores with this one, so this is no measurement of reeve's own cost.
    expect(delay.percentile(50) / 1e6).toBeLessThan(atPace(20));
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
    expect(await endTree(job)).toMatchObject({ exited: true, signaled_count: 1111 });
  });
});
