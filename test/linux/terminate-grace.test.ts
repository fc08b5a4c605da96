import { capabilities, terminateTree } from 'reeve';
import { describe, expect, test } from 'vitest';
import { endedBy, endTree } from '../helpers/end-tree.js';
import { startHeld } from '../helpers/held.js';
import { program } from '../helpers/programs.js';
import { until } from '../helpers/until.js';
import { readStat } from './helpers/proc.js';

const kinds = capabilities().containments.filter((kind) => kind === 'cgroup' || kind === 'keeper' || kind === 'group');

describe.each(kinds)('in a %s, in the grace time', (containment) => {
  test.each([
    [20, 10],
    [10, 100],
  ])('%i children that are born every %i ms are asked once each', async (count, pause) => {
    const { job, text, gone } = await startHeld({
      argv: [program('breeder'), String(count), String(pause)],
      containment,
    });
    const ended = await endTree(job, { grace_timeout_ms: 20_000 });
    await gone;
    expect(text().match(/count \d+/g)).toEqual(Array.from({ length: count }, () => 'count 1'));
    expect(ended).toMatchObject({ exited: true, escalated: false, signaled_count: count + 1 });
  });

  test('a process that is stopped just before it is asked is continued, and obeys', async () => {
    const { job, gone } = await startHeld({ argv: [program('stops_children'), '20'], containment });
    const ended = await endTree(job, { grace_timeout_ms: 20_000 });
    await gone;
    expect(ended).toMatchObject({ exited: true, escalated: false, exit_code: 0, signaled_count: 21 });
  });

  test('nobody who was not stopped is continued', async () => {
    const { job, text, gone } = await startHeld({ argv: [program('count_cont')], containment });
    expect(await endTree(job)).toMatchObject({ exited: true, escalated: false });
    await gone;
    expect(text()).toContain('continued 0\n');
  });

  test('who was stopped is continued once', async () => {
    const { job, text, gone } = await startHeld({ argv: [program('count_cont')], containment });
    process.kill(job.pid, 'SIGSTOP');
    await until('it is stopped', () => readStat(job.pid)?.state === 'T');
    expect(await endTree(job)).toMatchObject({ exited: true, escalated: false });
    await gone;
    expect(text()).toContain('continued 1\n');
  });

  test('waiting costs next to no CPU', async () => {
    const { job, gone } = await startHeld({ argv: [program('ignore_term')], containment });
    let used_ms = 0;
    const ended = await endedBy(job, async () => {
      const before = process.cpuUsage();
      const result = await terminateTree(job, { grace_timeout_ms: 3000, kill_timeout_ms: 20_000 });
      const { user, system } = process.cpuUsage(before);
      used_ms = (user + system) / 1000;
      return result;
    });
    await gone;
    expect(ended).toMatchObject({ exited: true, escalated: true });
    // A fiftieth of the time at most, and what Node takes.
    expect(used_ms).toBeLessThan(300);
  });
});
