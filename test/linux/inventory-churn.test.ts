import { readFileSync } from 'node:fs';
import { descendants, killDescendants, listProcesses, processStats, waitPid } from 'reeve';
import { expect, test } from 'vitest';
import { startHeld } from '../helpers/held.js';
import { program } from '../helpers/programs.js';
import { expectValid } from '../helpers/schemas.js';
import { until } from '../helpers/until.js';
import { isAlive, readStat } from './helpers/proc.js';

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
  const forks = () => Number(/^processes (\d+)$/m.exec(readFileSync('/proc/stat', 'latin1'))?.[1]);
  const before = forks();
  // Far more than that: a slow look is one of them too.
  const { job } = await startHeld({ argv: [program('churn'), String(100 * births)] });
  let [lists, walks, seen] = [0, 0, 0];
  while (Math.min(lists, walks) < 3 || forks() - before < births) {
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
  expect(isAlive(job.pid), 'it has come to the end of its births, or could not fork').toBe(true);
  expect(seen).toBeGreaterThan(0);
});

test('a fork bomb below a process is killed, and all of it is told of', async () => {
  // Fewer than the looks that a kill takes at most: one of them finds nobody new, whoever is born when.
  const births = 60;
  const { job, gone } = await startHeld({ argv: [program('bomb'), String(births), 'group'] });
  const killed = await until('it has forked', async () => {
    const told = await killDescendants(job, { signal: 'SIGKILL' });
    expectValid('kill-descendants-result', told);
    return told.matched_by_filter > 0 && told;
  });
  expect(killed).toMatchObject({ failed: [], skipped_safety: [], warnings: [] });
  expectSane(killed.succeeded);
  // The first process is spared and may have gone on for a moment; it reaps nobody.
  await until('it has come to rest', () => readStat(job.pid)?.state === 'S');
  const rest = await killDescendants(job, { signal: 'SIGKILL' });
  await until('they have all ended', async () => {
    const left = (await descendants(job)).levels.flatMap(({ processes }) => processes);
    return left.every(({ state }) => state === 'zombie');
  });
  expect(killed.succeeded.length + rest.succeeded.length).toBeLessThanOrEqual(births);
  expect(killed.succeeded.length).toBeGreaterThan(0);
  expect((await listProcesses({ pid_in: [job.pid] })).processes).toHaveLength(1);
  process.kill(job.pid, 'SIGKILL');
  await waitPid(job);
  await gone;
});
