import type { SpawnInGroupResult } from 'reeve';
import { describe, expect, test } from 'vitest';
import { endTree } from '../helpers/end-tree.js';
import { runNode } from '../helpers/node-program.js';
import { idle, program } from '../helpers/programs.js';
import { Remote } from '../helpers/remote.js';
import { expectValid } from '../helpers/schemas.js';
import { system } from '../helpers/system.js';
import { until } from '../helpers/until.js';
import { expected } from './wine.js';

/** Another program that started a tree, and the pids of all of that. */
async function startTree(on_parent_exit?: 'leave' | 'kill') {
  const parent = await Remote.start();
  const config = { argv: [program('tree'), '2', '1'], stdout: 'ignore', stderr: 'ignore', on_parent_exit };
  const job = await parent.call<SpawnInGroupResult>('spawnInGroup', [config], 'spawn-in-group-result');
  const children = await until('the tree stands', () => {
    const pids = system.childrenOf(job.pid);
    return pids.length === 2 && pids;
  });
  return { parent, job, pids: [job.pid, ...children] };
}

const allGone = (pids: number[]) => until('all are gone', () => !pids.some(system.isAlive));

test('whoever is in a job goes with a parent that is killed', async () => {
  const { parent, pids } = await startTree();
  process.kill(parent.pid, 'SIGKILL');
  await allGone(pids);
});

test('whoever is in a job goes with a parent that ends by itself', async () => {
  const { parent, pids } = await startTree('kill');
  await parent.close();
  await allGone(pids);
});

test('also those whose job the first process has left to them', async () => {
  const code = `import { spawnInGroup, waitPid } from 'reeve';
    const job = spawnInGroup({ argv: [process.argv[1], '2'], stdout: 'pipe' });
    const [line] = await Promise.all([new Promise((resolve) => job.stdout.once('data', resolve)), waitPid(job)]);
    job.stdout.destroy();
    console.log(String(line));`;
  const ended = await runNode(code, [program('orphans')]);
  const pids = (ended.stdout.match(/\d+/g) ?? []).map(Number);
  expect(pids).toHaveLength(2);
  await allGone(pids);
});

describe('with on_parent_exit "leave"', () => {
  test('they stay when the parent is killed, and the record still leads into the job', async () => {
    const { parent, job, pids } = await startTree('leave');
    process.kill(parent.pid, 'SIGKILL');
    await until('the parent is gone', () => !system.isAlive(parent.pid));
    expect(pids.filter(system.isAlive)).toEqual(pids);
    const ended = await endTree(JSON.parse(JSON.stringify(job)), { signal: 'SIGKILL' });
    expect(ended).toMatchObject({ exited: true, survivors: [], tree_kill_reliability: 'guaranteed', exit_code: 1 });
    expect(pids.filter(system.isAlive)).toEqual([]);
  });

  test('they stay when it ends by itself, and the job goes with its last process', async () => {
    const code = `import { spawnInGroup } from 'reeve';
      const config = { argv: [process.argv[1]], stdout: 'ignore', stderr: 'ignore', on_parent_exit: 'leave' };
      console.log(JSON.stringify(spawnInGroup(config)));`;
    const job = JSON.parse((await runNode(code, idle)).stdout);
    expectValid('spawn-in-group-result', job);
    expect(system.isAlive(job.pid)).toBe(true);
    expect(await endTree(job, { signal: 'SIGKILL' })).toMatchObject({ exited: true });
    expect(await endTree(job)).toMatchObject({ exited: true, signaled_count: 0 });
  });

  // The name of a job object lives as long as somebody holds it, which only maker and first process do.
  test('those that both parent and first process have left are found all the same, by their token', async () => {
    const code = `import { spawnInGroup, waitPid } from 'reeve';
      const job = spawnInGroup({ argv: [process.argv[1], '2'], stdout: 'pipe', stderr: 'ignore', on_parent_exit: 'leave' });
      const [line] = await Promise.all([new Promise((resolve) => job.stdout.once('data', resolve)), waitPid(job)]);
      job.stdout.destroy();
      console.log(JSON.stringify({ job, line: String(line) }));`;
    const { job, line } = JSON.parse((await runNode(code, [program('orphans')])).stdout);
    const pids: number[] = line.match(/\d+/g).map(Number);
    expect(pids.filter(system.isAlive)).toEqual(pids);
    const ended = await endTree(job, { signal: 'SIGKILL' });
    const found = expected('jobNamesGoWithTheLastHandle') ? 'best_effort' : 'guaranteed';
    expect(ended).toMatchObject({ exited: true, tree_kill_reliability: found, survivors: [] });
    expect(pids.filter(system.isAlive)).toEqual([]);
  });
});
