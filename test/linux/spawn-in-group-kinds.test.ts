import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { capabilities, getProcess, type SpawnInGroupConfig, terminateTree, waitPid } from 'reeve';
import { expect, test } from 'vitest';
import { refusal } from '../helpers/error-record.js';
import { start, startReady } from '../helpers/jobs.js';
import { program } from '../helpers/programs.js';
import { scratchFolder } from '../helpers/scratch.js';
import { until } from '../helpers/until.js';
import { untilAsleep } from './helpers/asleep.js';
import { readStat } from './helpers/proc.js';

const cgroups = capabilities().cgroup.available;
const sleeper: SpawnInGroupConfig = { argv: [program('sleeper')], stdout: 'ignore' };

test('the record agrees with what the kernel says of the process', async () => {
  const before = Date.now();
  const job = start(sleeper);
  const after = Date.now();
  await untilAsleep(job.pid, sleeper.argv);
  const stat = readStat(job.pid);
  expect(stat).toMatchObject({ pid: job.pid, pgid: job.pid, ppid: process.pid, name: 'sleeper' });
  expect(stat?.sid).toBe(readStat(process.pid)?.sid);
  expect(job).toMatchObject({ pgid: job.pid, on_parent_exit: 'leave', platform: 'linux', warnings: [] });
  expect(job.containment).toMatchObject({ pgid: job.pid, sid: null });
  expect(job.identity).toBe(getProcess(job.pid).identity);
  // A tick is 10 ms, and the clock may be slewed.
  expect(job.start_time_unix_ms).toBeGreaterThan(before - 100);
  expect(job.start_time_unix_ms).toBeLessThan(after + 100);
});

test('new_session makes the process the leader of a session of its own', async () => {
  const { job } = await startReady({ ...sleeper, new_session: true });
  expect(readStat(job.pid)).toMatchObject({ pgid: job.pid, sid: job.pid });
  expect(job.containment).toMatchObject({ pgid: job.pid, sid: job.pid });
});

test('the group containment promises no more than best effort and makes no cgroup', async () => {
  const { job } = await startReady({ ...sleeper, containment: 'group' });
  expect(job).toMatchObject({
    tree_kill_reliability: 'best_effort',
    containment: { kind: 'group', cgroup_path: null, cgroup_id: null },
  });
  expect(job.containment.cookie).toMatch(/^[0-9a-f]{24}$/);
});

test.runIf(cgroups)('the cgroup containment has the process in a folder of its own from the start', async () => {
  const { job } = await startReady({ ...sleeper, containment: 'cgroup' });
  const { kind, cgroup_path, cookie } = job.containment;
  expect([kind, job.tree_kill_reliability]).toEqual(['cgroup', 'guaranteed']);
  expect(readFileSync(`${cgroup_path}/cgroup.procs`, 'utf8')).toBe(`${job.pid}\n`);
  expect(readFileSync(`/proc/${job.pid}/cgroup`, 'utf8')).toContain(`-${cookie}\n`);
});

test('two jobs have tokens, identities and folders of their own', async () => {
  const [one, two] = [start(sleeper), start(sleeper)];
  expect(one.identity).not.toBe(two.identity);
  expect(one.containment.cookie).not.toBe(two.containment.cookie);
  if (cgroups) expect(one.containment.cgroup_id).not.toBe(two.containment.cgroup_id);
});

test('a job that ends is reaped although nobody waits for it, and its folder goes', async () => {
  const job = start({ argv: ['true'] });
  await until('no zombie is left', () => readStat(job.pid) === null);
  await until(
    'its folder is gone',
    () => job.containment.cgroup_path === null || !existsSync(job.containment.cgroup_path),
  );
});

test('what only a keeper can do is refused to a job of containment "group"', () => {
  const group = { ...sleeper, containment: 'group' } as const;
  expect(refusal(() => start({ ...group, on_parent_exit: 'kill' })).code).toBe('ERR_UNSUPPORTED');
  expect(refusal(() => start({ ...group, state_dir: scratchFolder() })).code).toBe('ERR_UNSUPPORTED');
});

test('a start opens nothing in this program that stays open', async () => {
  const count = () => readdirSync('/proc/self/fd').length;
  const { job } = await startReady(sleeper);
  await terminateTree(job, { signal: 'SIGKILL' });
  const before = count();
  const next = start(sleeper);
  await terminateTree(next, { signal: 'SIGKILL' });
  await waitPid(next);
  await until('the pin is closed', () => count() <= before);
});
