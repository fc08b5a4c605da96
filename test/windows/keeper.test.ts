import type { SpawnInGroupResult } from 'reeve';
import { capabilities, checkIdentity, getProcess, waitPid } from 'reeve';
import { describe, expect, test } from 'vitest';
import { endTree } from '../helpers/end-tree.js';
import { startHeld } from '../helpers/held.js';
import { start } from '../helpers/jobs.js';
import { PackageCopy } from '../helpers/package-copy.js';
import { exits, idle, program } from '../helpers/programs.js';
import { Remote } from '../helpers/remote.js';
import { expectValid } from '../helpers/schemas.js';
import { system } from '../helpers/system.js';
import { until } from '../helpers/until.js';
import { expected } from './wine.js';

type Job = Pick<SpawnInGroupResult, 'containment'>;

function keeperOf({ containment }: Job) {
  if (containment.keeper === null) throw new Error('the job has no keeper');
  return containment.keeper;
}
const isKept = (job: Job) => system.isAlive(keeperOf(job).pid);

test('a keeper holds the job object, is none of the job, and ends with it', async () => {
  expect(capabilities().keeper).toEqual({ available: true, reason: null });
  const job = start({ argv: idle, containment: 'keeper' });
  expect(job).toMatchObject({ tree_kill_reliability: 'guaranteed', on_parent_exit: 'kill', warnings: [] });
  expect(job.containment).toMatchObject({ kind: 'job', keeper: { state_dir: null } });
  const keeper = getProcess(keeperOf(job).pid);
  expect(keeper).toMatchObject({ name: 'reeve-keeper.exe', identity: keeperOf(job).identity });
  const { survivors } = await endTree(job, { dry_run: true });
  expect(survivors.map(({ pid }) => pid)).not.toContain(keeper.pid);
  expect(await endTree(job, { signal: 'SIGKILL' })).toMatchObject({ exited: true, exit_code: 1, survivors: [] });
  await until('the keeper is gone', () => checkIdentity(keeper).status === 'gone');
});

test('the exit code of a kept job is heard as that of any other', async () => {
  const job = start({ argv: exits(7), containment: 'keeper' });
  expect(await waitPid(job)).toMatchObject({ exit_code: 7, exit_code_source: 'child' });
  await until('the keeper is gone', () => !isKept(job));
});

test('a keeper stays for those whom the first process leaves behind', async () => {
  const { job, pids, gone } = await startHeld({ argv: [program('orphans'), '2'], containment: 'keeper' });
  expect((await waitPid(job)).exit_code).toBe(0);
  expect(pids.filter(system.isAlive)).toHaveLength(2);
  for (const pid of pids) {
    expect(isKept(job)).toBe(true);
    process.kill(pid, 'SIGKILL');
  }
  await gone;
  await until('the keeper is gone', () => !isKept(job));
});

test('a program that is not there leaves no keeper', () => {
  const before = system.childrenOf(process.pid);
  expect(() => start({ argv: ['C:\\no-such-program.exe'], containment: 'keeper' })).toThrow(/no-such-program/);
  expect(system.childrenOf(process.pid)).toEqual(before);
});

/** Another program that started a job of three processes. */
async function startByAnother(on_parent_exit: 'leave' | 'kill', containment: 'auto' | 'keeper' = 'keeper') {
  const launcher = await Remote.start();
  const config = { argv: [program('tree'), '2', '1'], stdout: 'ignore', stderr: 'ignore', on_parent_exit, containment };
  const job = await launcher.call<SpawnInGroupResult>('spawnInGroup', [config], 'spawn-in-group-result');
  const children = await until('the tree stands', () => {
    const pids = system.childrenOf(job.pid);
    return pids.length === 2 && pids;
  });
  return { launcher, job, pids: [job.pid, ...children] };
}

async function killed(pid: number) {
  process.kill(pid, 'SIGKILL');
  await until(`${pid} is gone`, () => !system.isAlive(pid));
}

describe('when the launcher is killed', () => {
  test('with "leave" the keeper holds the job, also when its first process is gone too', async () => {
    const { launcher, job, pids } = await startByAnother('leave', 'auto');
    await killed(launcher.pid);
    await killed(job.pid);
    const left = pids.filter((pid) => pid !== job.pid);
    expect(left.filter(system.isAlive)).toEqual(left);
    expect(isKept(job)).toBe(true);
    const ended = await endTree(job, { signal: 'SIGKILL' });
    expect(ended).toMatchObject({ exited: true, tree_kill_reliability: 'guaranteed', survivors: [] });
    expect(pids.filter(system.isAlive)).toEqual([]);
    await until('the keeper is gone', () => !isKept(job));
  });

  test('with "kill" its keeper ends the job', async () => {
    const { launcher, job, pids } = await startByAnother('kill');
    await killed(launcher.pid);
    await until('all are gone', () => ![...pids, keeperOf(job).pid].some(system.isAlive));
  });
});

describe('when the keeper is killed', () => {
  test('with "leave" the job runs on, and the record still leads to it', async () => {
    const { launcher, job, pids } = await startByAnother('leave');
    await killed(keeperOf(job).pid);
    await launcher.close();
    expect(pids.filter(system.isAlive)).toEqual(pids);
    const ended = await endTree(job, { signal: 'SIGKILL' });
    expect(ended).toMatchObject({ exited: true, tree_kill_reliability: 'guaranteed', survivors: [] });
    expect(pids.filter(system.isAlive)).toEqual([]);
  });

  test('with "kill" the job runs on for as long as its launcher', async () => {
    const { launcher, job, pids } = await startByAnother('kill');
    await killed(keeperOf(job).pid);
    expect(pids.filter(system.isAlive)).toEqual(pids);
    await launcher.close();
    await until('all are gone', () => !pids.some(system.isAlive));
  });
});

test('without its file there is no keeper, and the reason says where it belongs', async () => {
  const copy = new PackageCopy();
  try {
    copy.place('prebuilds/win32-x64/reeve.node');
    const { stdout, stderr } = await copy.load(`const { capabilities, spawnInGroup } = await import(process.argv[1]);
      const refusal = (config) => { try { spawnInGroup(config); } catch (error) { return error.code; } };
      const config = { argv: [process.execPath, '-e', '0'], stdout: 'ignore' };
      const { warnings, containment } = spawnInGroup({ ...config, on_parent_exit: 'leave' });
      console.error(JSON.stringify({ capabilities: capabilities(), left: { warnings, keeper: containment.keeper },
        refused: [refusal({ ...config, containment: 'keeper' }), refusal({ ...config, state_dir: process.cwd() })] }));`);
    expect(stdout).not.toBe('');
    const said = JSON.parse(stderr);
    expectValid('capabilities', said.capabilities);
    expect(said.capabilities.keeper.reason).toMatch(/win32-x64\\reeve-keeper\.exe/);
    expect(said.left).toEqual({ warnings: [], keeper: null });
    expect(said.refused).toEqual(['ERR_UNSUPPORTED', 'ERR_UNSUPPORTED']);
  } finally {
    copy.remove();
  }
});

// What the handle in the first process' table is for: nobody else has the job open then.
test.skipIf(!expected('jobNamesGoWithTheLastHandle'))(
  'a kept job has its name without launcher and keeper',
  async () => {
    const { launcher, job } = await startByAnother('leave');
    await killed(keeperOf(job).pid);
    await killed(launcher.pid);
    expect((await endTree(job, { signal: 'SIGKILL' })).tree_kill_reliability).toBe('guaranteed');
  },
);
