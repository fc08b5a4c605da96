import { forceKill, getProcess, processStats, terminateTree, waitPid, watchProcess } from 'reeve';
import { expect, test } from 'vitest';
import { startHeld } from './helpers/held.js';
import { start } from './helpers/jobs.js';
import { exits, idle, program } from './helpers/programs.js';
import { refusal } from './helpers/refusal.js';
import { expectValid } from './helpers/schemas.js';
import { system } from './helpers/system.js';

test('what this process used grows', async () => {
  const before = await processStats(process.pid);
  expectValid('process-stats', before);
  const own = () => {
    const usage = process.cpuUsage();
    return (usage.user + usage.system) / 1000;
  };
  const end = own() + 100;
  while (own() < end);
  const least = own();
  const after = await processStats(process.pid);
  const used = ({ cpu_user_ms, cpu_system_ms }: typeof before) => (cpu_user_ms ?? 0) + (cpu_system_ms ?? 0);
  expect(used(after) - used(before)).toBeGreaterThanOrEqual(system.tick_ms);
  expect(used(after)).toBeGreaterThan(least - 500);
  expect(used(after)).toBeLessThan(own() + 500);
  expect(after.memory_kb).toBeGreaterThan(1000);
  expect(after).toMatchObject({ pid: process.pid, identity: getProcess(process.pid).identity, source: 'process' });
});

test('of many those that are gone are missing, with the reason', async () => {
  const jobs = [start({ argv: idle }), start({ argv: idle })];
  const done = start({ argv: exits(0) });
  await waitPid(done);
  const list = await processStats([...jobs, done, 2 ** 31 - 1], { include_io: false });
  expectValid('process-stats-list', list);
  expect(list.processes.map(({ identity }) => identity)).toEqual(jobs.map(({ identity }) => identity));
  expect(list.processes[0]).not.toHaveProperty('io_read_bytes');
  expect(list.missing).toEqual([
    expect.objectContaining({ pid: done.pid, identity: done.identity, code: expect.stringMatching(/ESRCH|REUSED/) }),
    expect.objectContaining({ pid: 2 ** 31 - 1, identity: null, code: 'ESRCH' }),
  ]);
  expect(await processStats([])).toMatchObject({ processes: [], missing: [] });
  expect(await refusal(processStats, done)).toMatchObject({ code: expect.stringMatching(/ESRCH|REUSED/) });
});

test('a tree is added up', async () => {
  const { job } = await startHeld({ argv: [program('tree'), '3', '1'] });
  const one = await processStats(job);
  const tree = await processStats(job, { scope: 'tree' });
  expectValid('process-stats', tree);
  expect(tree.process_count).toEqual(system.processes(4));
  expect(tree.thread_count).toBeGreaterThanOrEqual(4 * (one.thread_count ?? 1));
  const bare = await processStats({ pid: job.pid, identity: job.identity }, { scope: 'tree' });
  expect(bare).toMatchObject({ source: 'descendants', process_count: system.processes(4) });
});

test('a watch samples until the process has ended', async () => {
  const job = start({ argv: idle });
  const samples = [];
  for await (const sample of watchProcess(job, { interval_ms: 20 })) {
    expectValid('process-stats', sample);
    samples.push(sample);
    if (samples.length < 3) continue;
    forceKill(job);
    await waitPid(job);
  }
  expect(samples).toHaveLength(3);
  expect(samples[0]?.cpu_percent).toBe(null);
  expect(samples[2]?.cpu_percent).toBeGreaterThanOrEqual(0);
});

test('a watch is over when the process ends, and not at the next sample', async () => {
  const job = start({ argv: idle });
  const begun = performance.now();
  for await (const sample of watchProcess(job.pid, { interval_ms: 60_000 })) forceKill(sample);
  expect(performance.now() - begun).toBeLessThan(20_000);
});

test('a watch ends by its signal, and when its loop is left', async () => {
  const job = start({ argv: idle });
  const stop = new AbortController();
  const watching = (async () => {
    for await (const _ of watchProcess(job, { signal: stop.signal, interval_ms: 60_000 }))
      stop.abort(new Error('enough'));
  })();
  await expect(watching).rejects.toThrow('enough');
  for await (const sample of watchProcess(job, { interval_ms: 60_000 })) {
    expect(sample.identity).toBe(job.identity);
    break;
  }
  await expect(watchProcess({ pid: 2 ** 31 - 1 }).next()).rejects.toMatchObject({ code: 'ESRCH' });
  await expect(watchProcess(job, { interval_ms: 0 }).next()).rejects.toMatchObject({ code: 'ERR_INVALID_ARG' });
});

test('a watch of a tree ends with it', async () => {
  const { job } = await startHeld({ argv: [program('tree'), '2', '1'] });
  const { pid, identity } = job;
  const counts: number[] = [];
  for await (const sample of watchProcess(job, { scope: 'tree', interval_ms: 20 })) {
    expectValid('process-stats', sample);
    counts.push(sample.process_count);
    if (counts.length === 1) forceKill({ pid, identity });
    if (counts.length === 3) await terminateTree(job, { signal: 'SIGKILL' });
    if (counts.length > 100) throw new Error('the watch goes on');
  }
  expect(counts[0]).toEqual(system.processes(3));
  expect(counts.length).toBeLessThan(50);
});
