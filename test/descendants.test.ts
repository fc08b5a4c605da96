import { ancestors, descendants, getProcess, killDescendants, type ProcessRef } from 'reeve';
import { expect, test } from 'vitest';
import { startHeld } from './helpers/held.js';
import { start } from './helpers/jobs.js';
import { idle, program } from './helpers/programs.js';
import { refusal } from './helpers/refusal.js';
import { expectValid } from './helpers/schemas.js';
import { system } from './helpers/system.js';
import { until } from './helpers/until.js';

async function below(ref: ProcessRef, options = {}) {
  const result = await descendants(ref, options);
  expectValid('descendants-result', result);
  return result;
}

/** Without the console that Wine puts into a job. */
function programs<Entry extends { name: string | null }>(processes: Entry[] = []): Entry[] {
  return processes.filter(({ name }) => name !== 'conhost.exe');
}

function pidsOf({ levels }: Awaited<ReturnType<typeof below>>): number[] {
  return levels.flatMap(({ processes }) => processes.map(({ pid }) => pid));
}

test('a tree is told of level by level', async () => {
  const { job } = await startHeld({ argv: [program('tree'), '3', '2'] });
  const found = await below(job);
  expect(found).toMatchObject({
    pid: job.pid,
    identity: job.identity,
    max_levels: null,
    total_found: system.processes(12),
  });
  expect(found.levels.map(({ level, found: count }) => [level, count])).toEqual([
    [1, system.processes(3)],
    [2, 9],
  ]);
  for (const { processes } of found.levels) {
    const pids = processes.map(({ pid }) => pid);
    expect(pids).toEqual([...pids].sort((one, other) => one - other));
  }
  const [children] = found.levels;
  expect(programs(children?.processes).map(({ ppid }) => ppid)).toEqual([job.pid, job.pid, job.pid]);
  expect(programs(children?.processes).map(({ pid }) => pid)).toEqual(system.childrenOf(job.pid).sort((a, b) => a - b));
});

test('max_levels ends the walk, and a filter decides who is told of', async () => {
  const { job } = await startHeld({ argv: [program('tree'), '2', '3'] });
  expect(await below(job, { max_levels: 1 })).toMatchObject({
    max_levels: 1,
    total_found: system.processes(2),
    matched_by_filter: system.processes(2),
  });
  expect((await below(job, { max_levels: 2 })).levels.map((level) => level.found)).toEqual([system.processes(2), 4]);
  const all = await below(job);
  const leaf = all.levels[2]?.processes[0] as { pid: number };
  const filtered = await below(job, { filter: { pid_in: [leaf.pid] }, fields: ['ppid'] });
  expect(filtered).toMatchObject({ total_found: system.processes(14), matched_by_filter: 1 });
  expect(filtered.levels.map(({ processes }) => processes.length)).toEqual([0, 0, 1]);
  expect(Object.keys(filtered.levels[2]?.processes[0] ?? {})).toEqual(['pid', 'ppid']);
});

test('a process without children has none', async () => {
  const job = start({ argv: idle });
  expect(await below(job)).toMatchObject({ levels: [], total_found: 0, matched_by_filter: 0 });
});

test('monitor looks twice', async () => {
  const { job } = await startHeld({ argv: [program('tree'), '2', '1'] });
  const options = { cpu_mode: 'monitor' as const, sample_duration_ms: 20, fields: ['cpu_percent'] as const };
  const result = await below(job, options);
  expect(result).toMatchObject({ cpu_mode: 'monitor', sample_duration_ms: 20, total_found: system.processes(2) });
  for (const { processes } of result.levels) {
    for (const { cpu_percent } of processes) expect(cpu_percent).toBeGreaterThanOrEqual(0);
  }
});

test('ancestors are the parents, one after the other', async () => {
  const { job } = await startHeld({ argv: [program('tree'), '1', '3'] });
  const [deepest] = (await below(job)).levels[2]?.processes ?? [];
  const result = ancestors(deepest as { pid: number });
  expectValid('ancestors-result', result);
  expect(result).toMatchObject({ pid: deepest?.pid, identity: deepest?.identity, warnings: [] });
  const pids = result.chain.map(({ pid }) => pid);
  expect(pids.slice(2, 4)).toEqual([job.pid, process.pid]);
  expect(result.chain[2]?.identity).toBe(job.identity);
  let parent = deepest?.ppid ?? undefined;
  for (const pid of pids) {
    expect(pid).toBe(parent);
    parent = system.parentOf(pid);
  }
  expect(ancestors(deepest as { pid: number }, { max_levels: 1, fields: ['name'] }).chain).toEqual([
    { pid: pids[0], name: result.chain[0]?.name },
  ]);
});

test('a reference that names nobody is refused', async () => {
  const job = start({ argv: idle });
  const record = getProcess(job);
  const stranger = { pid: process.pid, identity: record.identity };
  for (const verb of [descendants, killDescendants, ancestors]) {
    expect(await refusal(verb, stranger)).toMatchObject({ code: 'ERR_INVALID_ARG' });
    expect(await refusal(verb, 2 ** 31 - 1)).toMatchObject({ code: 'ESRCH' });
  }
});

test('the descendants are killed, and the process itself lives on', async () => {
  const { job } = await startHeld({ argv: [program('tree'), '3', '2'] });
  const before = pidsOf(await below(job));
  const result = await killDescendants(job, { signal: 'SIGKILL' });
  expectValid('kill-descendants-result', result);
  expect(result).toMatchObject({ pid: job.pid, identity: job.identity, signal_sent: 'SIGKILL', failed: [] });
  expect(result).toMatchObject({
    skipped_safety: [],
    total_found: system.processes(12),
    matched_by_filter: system.processes(12),
    warnings: [],
  });
  expect(result.succeeded.map(({ pid }) => pid)).toEqual([...before].sort((one, other) => one - other));
  await until('all are dead', () => !before.some((pid) => system.isAlive(pid)));
  expect(system.isAlive(job.pid)).toBe(true);
  expect(await killDescendants(job)).toMatchObject({ succeeded: [], failed: [], matched_by_filter: 0 });
});

test('a filter spares who does not fit, and cascade takes along who descends from one that does', async () => {
  const { job } = await startHeld({ argv: [program('tree'), '2', '2'] });
  const { levels } = await below(job);
  const [victim, spared] = programs(levels[0]?.processes);
  const filter = { pid_in: [victim?.pid as number] };
  const children = system.childrenOf(victim?.pid as number);
  const cascaded = await killDescendants(job, { signal: 'KILL', filter, cascade: true });
  expectValid('kill-descendants-result', cascaded);
  const ended = [victim?.pid as number, ...children];
  expect(cascaded.succeeded.map(({ pid }) => pid)).toEqual([...ended].sort((one, other) => one - other));
  expect(cascaded).toMatchObject({ total_found: system.processes(6), matched_by_filter: 3 });
  await until('they are dead', () => !ended.some((pid) => system.isAlive(pid)));
  expect(system.isAlive(spared?.pid as number)).toBe(true);
  expect(system.childrenOf(spared?.pid as number)).toHaveLength(2);
});
