import { descendants, killDescendants, listProcesses, processStats, waitPid } from 'reeve';
import { expect, test } from 'vitest';
import { startHeld } from '../helpers/held.js';
import { program } from '../helpers/programs.js';
import { expectValid } from '../helpers/schemas.js';

const births = 10_000;

function expectSane(entries: { pid: number }[]): void {
  const pids = entries.map(({ pid }) => pid);
  expect(pids).toEqual([...new Set(pids)].sort((one, other) => one - other));
  for (const entry of entries) {
    for (const [key, value] of Object.entries(entry)) {
      if (typeof value === 'number' && value < 0) throw new Error(`${key} of ${entry.pid} is ${value}`);
    }
  }
}

test(`lists, walks and stats while ${births} processes come and go`, { timeout: 120_000 }, async () => {
  const { job, text } = await startHeld({ argv: [program('churn'), String(births)] });
  let [lists, walks, seen] = [0, 0, 0];
  while (!text().includes('done')) {
    const list = await listProcesses({}, { include_env: true, include_threads: true });
    expectValid('process-list', list);
    expectSane(list.processes);
    lists++;
    const tree = await descendants(job, { cpu_mode: 'monitor', sample_duration_ms: 10 });
    expectValid('descendants-result', tree);
    for (const { processes } of tree.levels) expectSane(processes);
    walks++;
    const short = list.processes.filter(({ ppid }) => ppid === job.pid);
    // A list reads a process some time after it found it, a walk at once.
    seen += short.length + tree.total_found;
    const stats = await processStats(short, { include_switches: true });
    expectValid('process-stats-list', stats);
    for (const entry of stats.processes) expect(short.map(({ identity }) => identity)).toContain(entry.identity);
    expectSane(stats.processes);
    expect(stats.processes.length + stats.missing.length).toBe(short.length);
  }
  expect(text()).toContain(`done ${births}`);
  expect(Math.min(lists, walks)).toBeGreaterThan(2);
  expect(seen).toBeGreaterThan(0);
});

test('a fork bomb below a process is killed, and all of it is told of', async () => {
  const births = 300;
  const { job, gone } = await startHeld({ argv: [program('bomb'), String(births), 'group'] });
  const killed = await killDescendants(job, { signal: 'SIGKILL' });
  expectValid('kill-descendants-result', killed);
  expect(killed).toMatchObject({ failed: [], skipped_safety: [], warnings: [] });
  expectSane(killed.succeeded);
  // The first process is spared and may have gone on for a moment; it reaps nobody.
  const rest = await killDescendants(job, { signal: 'SIGKILL' });
  const left = (await descendants(job)).levels.flatMap(({ processes }) => processes);
  expect(left.filter(({ state }) => state !== 'zombie')).toEqual([]);
  expect(killed.succeeded.length + rest.succeeded.length).toBeLessThanOrEqual(births);
  expect(killed.succeeded.length).toBeGreaterThan(0);
  expect((await listProcesses({ pid_in: [job.pid] })).processes).toHaveLength(1);
  process.kill(job.pid, 'SIGKILL');
  await waitPid(job);
  await gone;
});
