import { descendants, listProcesses, type ProcessList, type ProcessStatsList, type SpawnInGroupResult } from 'reeve';
import { expect, test } from 'vitest';
import { startHeld } from '../helpers/held.js';
import { start } from '../helpers/jobs.js';
import { program } from '../helpers/programs.js';
import { Remote } from '../helpers/remote.js';
import { expectValid } from '../helpers/schemas.js';
import { needsRoot, startHidden } from './helpers/privileges.js';
import { isAlive } from './helpers/proc.js';

test('one that a debugger holds is listed as stopped, as the filter says it', async () => {
  const { pids } = await startHeld({ argv: [program('tracer'), 'hold'] });
  const list = await listProcesses({ pid_in: pids, state_in: ['stopped'] }, { fields: ['state'] });
  expectValid('process-list', list);
  expect(list.processes).toEqual([{ pid: pids[0], state: 'stopped' }]);
  expect((await listProcesses({ pid_in: pids, state_in: ['sleeping', 'unknown'] })).processes).toEqual([]);
});

test('what /proc hides is not listed, and its stats are missing', async (ctx) => {
  needsRoot(ctx);
  const nobody = await startHidden();
  const job = start({ argv: ['sleep', '1000'] });
  const list = await nobody.call<ProcessList>('listProcesses', [], 'process-list');
  const pids = list.processes.map(({ pid }) => pid);
  expect(pids).toContain(nobody.pid);
  expect(pids).not.toContain(job.pid);
  const stats = await nobody.call<ProcessStatsList>('processStats', [[nobody.pid, job.pid]], 'process-stats-list');
  expect(stats.processes.map(({ pid }) => pid)).toEqual([nobody.pid]);
  expect(stats.missing).toEqual([expect.objectContaining({ pid: job.pid, code: 'ESRCH' })]);
});

test('without a descriptor left a list is whole or an error, and never short', async () => {
  const remote = await Remote.start('few-descriptors.mjs', ['prlimit', '--nofile=64:64']);
  await remote.call('capabilities', [], 'capabilities');
  const argv = [program('tree'), '3', '1'];
  const config = { argv, containment: 'group', stdin: 'ignore', stdout: 'ignore', stderr: 'ignore' };
  const job = await remote.call<SpawnInGroupResult>('spawnInGroup', [config], 'spawn-in-group-result');
  const found = async () => (await descendants(job)).levels[0]?.processes.map(({ pid }) => pid) ?? [];
  let tree = await found();
  while (tree.length < 3) tree = await found();
  expect(await remote.call<number>('useUp', [])).toBeGreaterThan(0);
  const all = [job.pid, ...tree];
  const list = await remote.call<ProcessList>('listProcesses', [{ pid_in: all }], 'process-list');
  expect(list.processes.map(({ pid }) => pid)).toEqual([...all].sort((one, other) => one - other));
  expect(await remote.call('descendants', [job], 'descendants-result')).toMatchObject({ total_found: 3 });
  expect(await remote.call('processStats', [job, { scope: 'tree' }], 'process-stats')).toMatchObject({
    process_count: 4,
  });
  const killed = await remote.call('killDescendants', [job, { signal: 'SIGKILL' }], 'kill-descendants-result');
  expect(killed).toMatchObject({ matched_by_filter: 3, failed: [] });
  expect(await remote.call('sendSignal', [job, 'SIGKILL'], 'signal-result')).toMatchObject({ pid: job.pid });
  await remote.call('waitPid', [job], 'wait-pid-result');
  expect(isAlive(job.pid)).toBe(false);
});
