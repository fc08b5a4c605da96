import { randomUUID } from 'node:crypto';
import { readlinkSync } from 'node:fs';
import { capabilities, type TerminateTreeResult } from 'reeve';
import { afterAll, describe, expect, test } from 'vitest';
import { endTree } from '../helpers/end-tree.js';
import type { HeldJob } from '../helpers/held.js';
import { system } from '../helpers/system.js';
import { comesWithin } from './helpers/comes-within.js';
import { allStats } from './helpers/proc.js';
import { type GroupPromise, situations } from './helpers/situations.js';

// Who survives: every situation in every kind of containment, some times over. `npm run test:matrix` takes more runs and
// prints the table.
const runs = Number(process.env.REEVE_MATRIX_RUNS ?? 3);
const kinds = capabilities().containments.filter((kind) => kind === 'cgroup' || kind === 'keeper' || kind === 'group');

const table: Record<string, Record<string, string>> = {};

/** The pipe that all of a tree write to, while its first process lives. */
function outputOf({ job }: HeldJob): string | null {
  try {
    return readlinkSync(`/proc/${job.pid}/fd/1`);
  } catch {
    return null;
  }
}

/** Who is seen to be left, by what reeve knows nothing of: a mark of the test's own in the environment, and the output. */
function survivorsOf(mark: string, output: string | null): number[] {
  const writing = allStats().filter(({ pid }) => {
    try {
      return pid !== process.pid && readlinkSync(`/proc/${pid}/fd/1`) === output;
    } catch {
      return false;
    }
  });
  return [...new Set([...system.marked(mark), ...writing.map((stat) => stat.pid)])];
}

function killAll(pids: number[]): void {
  for (const pid of pids) {
    try {
      process.kill(pid, 'SIGKILL');
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'ESRCH') throw error;
    }
  }
}

/** Whether somebody is left whom no look has seen, because each lives for 50 us: the output has no end then. */
async function isHeld({ gone }: HeldJob): Promise<boolean> {
  return !(await comesWithin(gone, 1000));
}

function expectPromised(result: TerminateTreeResult, survived: boolean, promise: GroupPromise): void {
  if (promise === 'all') {
    expect(result, 'what the result says').toMatchObject({ exited: true, timed_out: false, survivors: [] });
    expect(survived, 'somebody survives').toBe(false);
    return;
  }
  expect(result.tree_kill_reliability).toBe('best_effort');
  expect(result.timed_out).toBe(!result.exited);
  if (survived && promise === 'told') expect([...result.survivors, ...result.warnings], 'in silence').not.toEqual([]);
}

describe.each(kinds)('in a %s', (containment) => {
  const guaranteed = containment !== 'group';

  test.each(situations)(`$name, ${runs} times`, { timeout: runs * 40_000 }, async ({ name, inGroup, start }) => {
    const times: number[] = [];
    let bad = 0;
    for (let run = 0; run < runs; run++) {
      const mark = `SURVIVOR_MATRIX=${randomUUID()}`;
      const held = await start(containment, mark);
      const output = outputOf(held);
      const result = await endTree(held.job, { signal: 'SIGKILL', kill_timeout_ms: 9000 });
      const survivors = survivorsOf(mark, output);
      const survived = survivors.length > 0 || (await isHeld(held));
      killAll(survivors);
      await held.gone; // storms end by themselves
      times.push(result.took);
      if (survived) bad++;
      if (guaranteed) expect(result.tree_kill_reliability).toBe('guaranteed');
      expectPromised(result, survived, guaranteed ? 'all' : inGroup);
    }
    const median = times.sort((a, b) => a - b)[Math.floor(runs / 2)] as number;
    table[name] = { ...table[name], [containment]: `${bad}/${runs}  ${median.toFixed(1)} ms` };
  });
});

test('who survives is seen by the mark, and by the output without it', async () => {
  const mark = `SURVIVOR_MATRIX=${randomUUID()}`;
  const named = (name: string) => situations.find((one) => one.name === name) as (typeof situations)[0];
  const tree = await named('plain, depth 3').start('group', mark);
  expect(survivorsOf(mark, null)).toHaveLength(40);
  expect(survivorsOf('SURVIVOR_MATRIX=none', outputOf(tree))).toHaveLength(40);
  const daemon = await named('setsid, orphaned, no environ').start('group', `${mark}-2`);
  expect(survivorsOf(`${mark}-2`, null)).toEqual([daemon.job.pid]);
  expect(survivorsOf(`${mark}-2`, outputOf(daemon)).sort()).toEqual([daemon.job.pid, ...daemon.pids].sort());
  killAll(daemon.pids);
});

afterAll(() => {
  if (process.env.REEVE_MATRIX_RUNS !== undefined) console.table(table);
});
