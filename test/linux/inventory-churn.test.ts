import { descendants, listProcesses, processStats } from 'reeve';
import { expect, test } from 'vitest';
import { startHeld } from '../helpers/held.js';
import { program } from '../helpers/programs.js';
import { expectValid } from '../helpers/schemas.js';

const births = 10_000;

function expectSane(entries: { pid: number; [key: string]: unknown }[]): void {
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
    seen += short.length;
    const stats = await processStats(short, { include_switches: true });
    expectValid('process-stats-list', stats);
    for (const entry of stats.processes) expect(short.map(({ identity }) => identity)).toContain(entry.identity);
    expect(stats.processes.length + stats.missing.length).toBe(short.length);
  }
  expect(text()).toContain(`done ${births}`);
  expect(Math.min(lists, walks)).toBeGreaterThan(2);
  expect(seen).toBeGreaterThan(0);
});
