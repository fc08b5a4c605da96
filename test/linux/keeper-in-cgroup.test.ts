import { existsSync, readFileSync } from 'node:fs';
import { capabilities, type SpawnedInGroup, waitPid } from 'reeve';
import { describe, expect, test } from 'vitest';
import { endTree } from '../helpers/end-tree.js';
import { start, startReady } from '../helpers/jobs.js';
import { exits, idle, program } from '../helpers/programs.js';
import { scratchFolder } from '../helpers/scratch.js';
import { until } from '../helpers/until.js';
import { keeperOf, killKeeper, untilKeeperEnds } from './helpers/keeper.js';
import { isLocked, keptExit } from './helpers/state-files.js';

interface InBoth {
  job: SpawnedInGroup;
  state_dir: string;
  folder: string;
}

function inBoth(job: SpawnedInGroup, state_dir: string): InBoth {
  expect(job.containment).toMatchObject({ kind: 'cgroup', keeper: { state_dir } });
  return { job, state_dir, folder: job.containment.cgroup_path as string };
}

/** A job in a cgroup, with a keeper for its state. */
function startInBoth(argv: string[]): InBoth {
  const state_dir = scratchFolder();
  return inBoth(start({ argv, stdout: 'ignore', state_dir }), state_dir);
}

/** The same, and it resists by now. */
async function startHardToEnd(): Promise<InBoth> {
  const state_dir = scratchFolder();
  const { job } = await startReady({ argv: [program('hard_to_end')], state_dir });
  return inBoth(job, state_dir);
}

const members = (folder: string) => readFileSync(`${folder}/cgroup.procs`, 'utf8').trim().split('\n').map(Number);

const { cgroup, keeper } = capabilities();

describe.runIf(cgroup.available && keeper.available)('a job in a cgroup that has a keeper', () => {
  test('is in the cgroup, and its keeper is not', () => {
    const { job, folder } = startInBoth(idle);
    expect(members(folder)).toEqual([job.pid]);
    expect(members(folder)).not.toContain(keeperOf(job).pid);
  });

  test('is ended by its cgroup, and its keeper writes down how', async () => {
    const { job, state_dir, folder } = await startHardToEnd();
    const ended = await endTree(job, { grace_timeout_ms: 50 });
    expect(ended).toMatchObject({ exited: true, survivors: [], tree_kill_reliability: 'guaranteed' });
    await untilKeeperEnds(job);
    expect(keptExit(state_dir)).toMatchObject({ pid: job.pid, exit_code: null, signal: 'SIGKILL' });
    expect(isLocked(state_dir)).toBe(false);
    expect(existsSync(folder)).toBe(false);
  });

  test('leaves no cgroup behind when it ends by itself', async () => {
    const { job, state_dir, folder } = startInBoth(exits(7, 20));
    expect(await waitPid(job)).toMatchObject({ exit_code: 7, exit_code_source: 'keeper' });
    await untilKeeperEnds(job);
    await until('the cgroup is gone', () => !existsSync(folder));
    expect(keptExit(state_dir)).toMatchObject({ exit_code: 7 });
  });

  test('whose keeper was killed is still ended whole, by its cgroup', async () => {
    const { job, state_dir, folder } = await startHardToEnd();
    await killKeeper(job);
    const ended = await endTree(job, { signal: 'SIGKILL' });
    expect(ended).toMatchObject({ exited: true, survivors: [], tree_kill_reliability: 'guaranteed' });
    expect(existsSync(folder)).toBe(false);
    expect(keptExit(state_dir)).toBeNull();
  });
});
