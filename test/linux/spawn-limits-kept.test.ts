import { waitPid } from 'reeve';
import { describe, expect, test } from 'vitest';
import { endTree } from '../helpers/end-tree.js';
import { readAll, start, startReady } from '../helpers/jobs.js';
import { program } from '../helpers/programs.js';
import { expectValid } from '../helpers/schemas.js';
import { until } from '../helpers/until.js';
import { hasControllers, readControl } from './helpers/cgroup.js';

const mib = 2 ** 20;

/** One number of a cgroup's file of names and numbers. */
function numberIn(folder: string, file: string, name: string): number {
  return Number(new RegExp(`^${name} (\\d+)$`, 'm').exec(readControl(folder, file))?.[1]);
}

describe.runIf(hasControllers)('the kernel keeps a job to', () => {
  test('its memory: beyond it a process of the job is killed, and that is told', async () => {
    const argv = [program('grows'), '64'];
    const job = start({ argv, stdout: 'pipe', limits: { memory_max: 32 * mib, memory_swap_max: 0 } });
    const output = readAll(job.stdout);
    const ended = await waitPid(job);
    expectValid('wait-pid-result', ended);
    expect(ended).toMatchObject({ exited: true, exit_code: null, signal: 'SIGKILL' });
    expect(await output).toBe('');
  });

  test('its memory, and not to less than that', async () => {
    const argv = [program('grows'), '64'];
    const job = start({ argv, stdout: 'pipe', limits: { memory_max: 128 * mib, memory_swap_max: 0 } });
    const output = readAll(job.stdout);
    expect(await waitPid(job)).toMatchObject({ exit_code: 0 });
    expect(await output).toBe('has it\n');
  });

  test('its number of processes: a fork beyond it fails', async () => {
    const { job, line } = await startReady({ argv: [program('forks'), '10'], limits: { pids_max: 4 } });
    expect(line).toBe('3 EAGAIN');
    const ended = await endTree(job, { signal: 'SIGKILL' });
    expect(ended).toMatchObject({ exited: true, signaled_count: 4, tree_kill_reliability: 'guaranteed' });
  });

  test('its share of a processor', async () => {
    const argv = ['sh', '-c', 'while :; do :; done'];
    const began = performance.now();
    const job = start({ argv, limits: { cpu_max: 0.2 } });
    const folder = job.containment.cgroup_path as string;
    await until('it was held up often', () => numberIn(folder, 'cpu.stat', 'nr_throttled') >= 10, 25_000);
    const used = numberIn(folder, 'cpu.stat', 'usage_usec') / 1000;
    const share = used / (performance.now() - began);
    await endTree(job, { signal: 'SIGKILL' });
    expect(used).toBeGreaterThan(10 * 10);
    // A tick or two over the quota of each period, which counts against the next.
    expect(share).toBeLessThan(0.35);
  });
});
