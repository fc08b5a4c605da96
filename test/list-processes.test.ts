import { getProcess, type ListOptions, listProcesses, listProcessesSync, type ProcessFilter } from 'reeve';
import { expect, test } from 'vitest';
import { startHeld } from './helpers/held.js';
import { start, startReady } from './helpers/jobs.js';
import { idle, program } from './helpers/programs.js';
import { expectValid } from './helpers/schemas.js';
import { until } from './helpers/until.js';

type Options = ListOptions<'pid' | 'name' | 'ppid' | 'state' | 'identity' | 'env' | 'cwd' | 'cmdline'>;

async function list(filter: ProcessFilter = {}, options: Options = {}) {
  const result = await listProcesses(filter, options);
  expectValid('process-list', result);
  return result;
}

test('the list has this process and its children, ascending, each once', async () => {
  const jobs = [start({ argv: idle }), start({ argv: idle })];
  const { processes, cpu_mode, sample_duration_ms } = await list();
  const pids = processes.map(({ pid }) => pid);
  expect(pids).toEqual([...new Set(pids)].sort((one, other) => one - other));
  expect(pids).toEqual(expect.arrayContaining([process.pid, ...jobs.map(({ pid }) => pid)]));
  expect({ cpu_mode, sample_duration_ms }).toEqual({ cpu_mode: 'lifetime', sample_duration_ms: null });
});

test('an entry says what getProcess says', async () => {
  const { job } = await startReady({ argv: [program('sleeper')] });
  const {
    processes: [entry],
  } = await listProcesses({ pid_in: [job.pid] }, { include_env: true, include_cwd: true });
  const { schema_id, timestamp, platform, warnings, elapsed_seconds, memory_kb, cpu_percent, state, ...others } =
    getProcess(job, { include_env: true, include_cwd: true });
  const { start_time_unix_ms, ...rest } = others;
  expect(entry).toMatchObject(rest);
  // By the wall clock, which is read anew each time.
  expect(Math.abs(Number(entry?.start_time_unix_ms) - Number(start_time_unix_ms))).toBeLessThan(5);
  expect(entry?.identity).toBe(job.identity);
});

test('an entry is a ref', async () => {
  const job = start({ argv: idle });
  const { processes } = await list({ pid_in: [job.pid] });
  expect(getProcess(processes[0] as { pid: number }).identity).toBe(job.identity);
});

test('only the fields that are asked for are there', async () => {
  const { processes } = await list({ pid_in: [process.pid] }, { fields: ['name'] });
  expect(Object.keys(processes[0] ?? {})).toEqual(['pid', 'name']);
  const none = await list({ pid_in: [process.pid] }, { fields: [] });
  expect(none.processes).toEqual([{ pid: process.pid }]);
  const more = await list({ pid_in: [process.pid] }, { fields: ['pid'], include_cwd: true, include_threads: true });
  expect(Object.keys(more.processes[0] ?? {})).toEqual(['pid', 'cwd', 'threads']);
});

test('pid_in names each process once, and one that is not there is not listed', async () => {
  const { processes } = await list({ pid_in: [process.pid, process.pid, 2 ** 31 - 1] }, { fields: ['pid'] });
  expect(processes).toEqual([{ pid: process.pid }]);
  expect((await list({ pid_in: [] })).processes).toEqual([]);
});

test('every part of a filter has to fit', async () => {
  const { job } = await startReady({ argv: [program('sleeper')] });
  const own = getProcess(job);
  const name = own.name as string;
  const only = async (filter: ProcessFilter) => (await list({ pid_in: [job.pid], ...filter })).processes.length === 1;
  expect(await only({})).toBe(true);
  expect(await only({ name_equals: name })).toBe(true);
  expect(await only({ name_equals: name.slice(1) })).toBe(false);
  expect(await only({ name_contains: name.slice(1, 3).toUpperCase() })).toBe(true);
  expect(await only({ name_contains: `${name}?` })).toBe(false);
  expect(await only({ ppid: process.pid })).toBe(true);
  expect(await only({ ppid: job.pid })).toBe(false);
  expect(await only({ state_in: ['zombie'] })).toBe(false);
  expect(await only({ state_in: ['sleeping', 'running', 'disk_sleep', 'unknown'] })).toBe(true);
  expect(await only({ state_in: [] })).toBe(false);
  expect(await only({ memory_above_kb: 2 ** 40 })).toBe(false);
  // Of a small program the kernel may not have counted anything yet.
  expect((await list({ pid_in: [process.pid], memory_above_kb: 1000 })).processes).toHaveLength(1);
  expect(await only({ running_for_at_least_secs: 3600 })).toBe(false);
  expect(await only({ running_for_at_least_secs: 0 })).toBe(true);
  expect(await only({ cpu_above: 1e6 })).toBe(false);
  expect(await only({ user_equals: own.user as string })).toBe(true);
  expect(await only({ user_equals: 'nobody of this name' })).toBe(false);
  expect(await only({ name_equals: name, ppid: job.pid })).toBe(false);
});

test('monitor tells what was used during the sample', async () => {
  const { job } = await startHeld({
    argv: [process.execPath, '-e', "console.log('1'); for (;;);"],
  });
  // On a busy machine it may not be its turn during one sample or another.
  await until('a sample shows how busy it is', async () => {
    const before = performance.now();
    const result = await listProcesses(
      { pid_in: [job.pid, process.pid] },
      { cpu_mode: 'monitor', sample_duration_ms: 400, fields: ['cpu_percent'] },
    );
    expect(performance.now() - before).toBeGreaterThan(399);
    expectValid('process-list', result);
    expect(result).toMatchObject({ cpu_mode: 'monitor', sample_duration_ms: 400 });
    return (result.processes.find(({ pid }) => pid === job.pid)?.cpu_percent ?? 0) > 2;
  });
  await until('a sample lets it through the filter', async () => {
    const busy = await listProcesses({ pid_in: [job.pid], cpu_above: 1 }, { cpu_mode: 'monitor', fields: [] });
    expect(busy.sample_duration_ms).toBe(250);
    return busy.processes[0]?.pid === job.pid;
  });
});

test('many lists at once are all answered, and the same in a thread that waits', async () => {
  const lists = await Promise.all(Array.from({ length: 20 }, () => list({ pid_in: [process.pid] })));
  const [{ timestamp, ...first } = {}] = [listProcessesSync({ pid_in: [process.pid] }, { fields: ['name'] })];
  expectValid('process-list', { timestamp, ...first });
  for (const { processes } of lists) expect(processes.map(({ pid }) => pid)).toEqual([process.pid]);
});

test('the event loop goes on while everything is listed', async () => {
  await startHeld({ argv: [program('tree'), '40', '1'] });
  let turns = 0;
  const turn = setInterval(() => {
    turns++;
  });
  for (let round = 0; round < 5; round++) await list();
  clearInterval(turn);
  expect(turns).toBeGreaterThan(0);
});
