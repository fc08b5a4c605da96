import { checkIdentity, getProcess, terminateTree } from 'reeve';
import { describe, expect, test } from 'vitest';
import { endTree } from './helpers/end-tree.js';
import { rejection } from './helpers/error-record.js';
import { startHeld } from './helpers/held.js';
import { plainChild } from './helpers/plain-child.js';
import { program } from './helpers/programs.js';
import { system } from './helpers/system.js';
import { until } from './helpers/until.js';

test('of a plain child the descendants end, and not its siblings', async () => {
  const target = await plainChild(program('tree'), '3', '2');
  const sibling = await plainChild(program('sleeper'));
  const ended = await endTree(target.pid, { signal: 'SIGKILL' });
  await target.gone;
  expect(ended).toMatchObject({ exited: true, tree_kill_reliability: 'best_effort', survivors: [] });
  expect(ended.signaled_count).toEqual(system.processes(13));
  expect(ended.containment).toMatchObject({ kind: 'none', pgid: null, cookie: null });
  expect(system.isAlive(sibling.pid)).toBe(true);
});

test('a bare pid of a process in the middle of a tree ends what is below it and nothing above', async () => {
  const { job } = await startHeld({ argv: [program('tree'), '1', '4'] });
  const child = system.childrenOf(job.pid)[0] as number;
  const middle = system.childrenOf(child)[0] as number;
  const ended = await endTree(middle, { signal: 'SIGKILL' });
  expect(ended).toMatchObject({ exited: true, signaled_count: 3 });
  expect(system.isAlive(job.pid) && system.isAlive(child)).toBe(true);
  expect(system.childrenOf(child).filter(system.isAlive)).toEqual([]);
});

test('a record of getProcess leads to the tree like a pid, and to nobody once the process is gone', async () => {
  const target = await plainChild(program('tree'), '2', '1');
  const record = getProcess(target.pid);
  const ended = await endTree(record, { signal: 'SIGKILL' });
  expect(ended).toMatchObject({ exited: true, identity: record.identity });
  expect(ended.signaled_count).toEqual(system.processes(3));
  await until('Node has let go of it', () => checkIdentity(record).status === 'gone');
  expect(await endTree(record)).toMatchObject({ exited: true, signaled_count: 0 });
});

describe('refused before anything is sent:', () => {
  test.each([
    ['this process', () => process.pid],
    ['its parent', () => process.ppid],
  ])('%s', async (_name, pid) => {
    expect(await rejection(terminateTree(pid()))).toMatchObject({ code: 'ERR_PROTECTED_PROCESS', pid: pid() });
  });

  test.each([0, -1, -process.pid, 2 ** 31, 2 ** 32 + 1, 1.5, Number.NaN])('the number %d', async (number) => {
    expect(await rejection(terminateTree(number))).toMatchObject({ code: 'ERR_INVALID_ARG' });
  });

  test('signals that there are not, and negative times', async () => {
    const { job } = await startHeld({ argv: [program('sleeper')] });
    for (const config of [
      { signal: 'SIGNOPE' },
      { signal: 0 },
      { signal: 65 },
      { kill_signal: '' },
      { grace_timeout_ms: -1 },
    ]) {
      expect(await rejection(terminateTree(job, config)), JSON.stringify(config)).toMatchObject({
        code: 'ERR_INVALID_ARG',
      });
    }
    expect(system.isAlive(job.pid)).toBe(true);
  });
});
