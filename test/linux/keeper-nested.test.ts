import { capabilities, type SpawnInGroupConfig, type SpawnInGroupResult, waitPid } from 'reeve';
import { describe, expect, test } from 'vitest';
import { endTree } from '../helpers/end-tree.js';
import { linesOf } from '../helpers/lines.js';
import { nodeRuns, program } from '../helpers/programs.js';
import { Remote } from '../helpers/remote.js';
import { nodeEnvironment } from '../helpers/sanitizer.js';
import { scratchFolder } from '../helpers/scratch.js';
import { keeperOf, startKept, untilKeeperEnds } from './helpers/keeper.js';
import { startsJobs } from './helpers/launcher.js';
import { isAlive, readStat } from './helpers/proc.js';
import { isLocked, keptExit } from './helpers/state-files.js';

const argv = [program('hard_to_end')];

/** A kept job whose first process is a launcher itself, with one kept job of its own. */
async function startNested(inner: Partial<SpawnInGroupConfig> = {}) {
  const configs = [{ argv, containment: 'keeper', ...inner }];
  const launches = nodeRuns(startsJobs, JSON.stringify(configs));
  const outer = startKept({ argv: launches, env: nodeEnvironment, stdin: 'pipe', stdout: 'pipe' });
  const next = linesOf(outer.stdout);
  const lines = [await next(), await next()].filter((line) => line !== 'ready');
  const job = JSON.parse(lines[0] as string) as SpawnInGroupResult;
  expect(keeperOf(job).pid).not.toBe(keeperOf(outer).pid);
  expect(readStat(keeperOf(job).pid)?.ppid).toBe(outer.pid);
  const gone = new Promise((resolve) => outer.stdout?.once('close', resolve));
  return { outer, inner: job, gone };
}

describe.runIf(capabilities().keeper.available)('a kept job inside a kept job', () => {
  test('ends with the outer one, keeper and all', async () => {
    const state_dir = scratchFolder();
    const { outer, inner } = await startNested({ state_dir });
    expect(await endTree(outer, { grace_timeout_ms: 100 })).toMatchObject({
      exited: true,
      survivors: [],
      tree_kill_reliability: 'guaranteed',
    });
    expect([inner.pid, keeperOf(inner).pid].map((pid) => readStat(pid))).toEqual([null, null]);
    expect(isLocked(state_dir)).toBe(false);
    const remote = await Remote.start();
    const heard = await remote.call('waitPid', [inner], 'wait-pid-result');
    const exit = keptExit(state_dir);
    const told = exit ?? { exit_code: null, signal: null };
    expect(heard).toMatchObject({ exited: true, exit_code: told.exit_code, signal: told.signal });
    expect(heard.exit_code_source).toBe(exit === null ? 'unknown' : 'keeper');
  });

  test('is ended by its own record, and the outer one goes on', async () => {
    const { outer, inner } = await startNested();
    expect(await endTree(inner, { signal: 'SIGKILL' })).toMatchObject({
      exited: true,
      survivors: [],
      tree_kill_reliability: 'guaranteed',
    });
    await untilKeeperEnds(inner);
    expect([outer.pid, keeperOf(outer).pid].every(isAlive)).toBe(true);
  });

  test('ends with its launcher where that was asked for, and the outer job with it', async () => {
    const { outer, inner, gone } = await startNested({ on_parent_exit: 'kill' });
    process.kill(outer.pid, 'SIGKILL');
    expect(await waitPid(outer)).toMatchObject({ signal: 'SIGKILL', exit_code_source: 'keeper' });
    await untilKeeperEnds(inner);
    await untilKeeperEnds(outer);
    await gone;
  });

  test('outlives its launcher, and then belongs to both', async () => {
    const { outer, inner } = await startNested({ on_parent_exit: 'leave' });
    outer.stdin?.end('process.exit(3)');
    expect(await waitPid(outer)).toMatchObject({ exit_code: 3 });
    expect([inner.pid, keeperOf(inner).pid, keeperOf(outer).pid].every(isAlive)).toBe(true);
    expect(await endTree(outer, { signal: 'SIGKILL' })).toMatchObject({
      exited: true,
      survivors: [],
      tree_kill_reliability: 'guaranteed',
    });
    expect(readStat(inner.pid)).toBeNull();
  });
});
