import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { checkIdentity, getProcess, terminateTree } from 'reeve';
import { afterEach, describe, expect, test } from 'vitest';
import { inChild } from './helpers/child-script.js';
import { endTree } from './helpers/end-tree.js';
import { rejection } from './helpers/error-record.js';
import { startHeld } from './helpers/held.js';
import { isAlive, membersOf, readStat } from './helpers/proc.js';
import { program } from './helpers/programs.js';
import { until } from './helpers/until.js';

const children: ChildProcess[] = [];

/** A plain child of Node in this process' own group, once it has written its first line. */
async function plainChild(...argv: string[]): Promise<{ pid: number; child: ChildProcess; gone: Promise<unknown> }> {
  const child = spawn(argv[0] as string, argv.slice(1), { stdio: ['ignore', 'pipe', 'inherit'] });
  children.push(child);
  const gone = once(child.stdout as NonNullable<typeof child.stdout>, 'end');
  await once(child.stdout as NonNullable<typeof child.stdout>, 'data');
  return { pid: child.pid as number, child, gone };
}

afterEach(async () => {
  for (const child of children.splice(0)) {
    if (child.exitCode !== null || child.signalCode !== null) continue;
    child.kill('SIGKILL');
    await once(child, 'exit');
  }
});

test('of a plain child without a group of its own only the descendants end, not its siblings and not this group', async () => {
  const target = await plainChild(program('tree'), '3', '2');
  const sibling = await plainChild(program('sleeper'));
  expect(readStat(target.pid)?.pgid).toBe(readStat(process.pid)?.pgid);
  const ended = await endTree(target.pid);
  await target.gone;
  expect(ended).toMatchObject({ exited: true, signaled_count: 13, tree_kill_reliability: 'best_effort' });
  expect(ended.containment).toMatchObject({ kind: 'none', pgid: null, cookie: null });
  expect(isAlive(sibling.pid)).toBe(true);
});

test('a bare pid of a process in the middle of a tree ends what is below it and nothing above', async () => {
  const { job } = await startHeld({ argv: [program('tree'), '1', '4'] });
  const middle = membersOf(job.pgid).find((pid) => readStat(pid)?.ppid === job.pid) as number;
  const ended = await endTree(middle);
  expect(ended).toMatchObject({ exited: true, signaled_count: 4 });
  expect(membersOf(job.pgid)).toEqual([job.pid]);
});

test('a plain child that is stopped is continued and ends', async () => {
  const target = await plainChild(program('sleeper'));
  target.child.kill('SIGSTOP');
  await until('it is stopped', () => readStat(target.pid)?.state === 'T');
  expect(await endTree(target.pid)).toMatchObject({ exited: true, escalated: false });
});

test('a zombie leads to its living group by its bare pid', async () => {
  const { pids, gone, job } = await startHeld({ argv: [program('unreaped'), '3'] });
  const zombie = pids[0] as number;
  expect(readStat(zombie)?.state).toBe('Z');
  expect(membersOf(zombie)).toHaveLength(3);
  const ended = await endTree(zombie);
  expect(ended).toMatchObject({ exited: true, pgid: zombie, exit_code: 0 });
  expect(membersOf(zombie)).toEqual([]);
  expect(isAlive(job.pid)).toBe(true);
  await endTree(job);
  await gone;
});

test('a record of getProcess leads to the tree like a pid, and to nobody once the process is gone', async () => {
  const target = await plainChild(program('tree'), '2', '1');
  const record = getProcess(target.pid);
  expect(await endTree(record)).toMatchObject({ exited: true, signaled_count: 3, identity: record.identity });
  await until('Node has reaped it', () => checkIdentity(record).status === 'gone');
  expect(await endTree(record)).toMatchObject({ exited: true, signaled_count: 0 });
});

test('a group that this process is a member of is not signalled as a whole when its leader is ended', async () => {
  const run = async (reeve: typeof import('reeve'), _: null) => {
    const { readFileSync } = process.getBuiltinModule('node:fs');
    const leader = Number(readFileSync('/proc/self/stat', 'latin1').split(') ')[1]?.split(' ')[2]);
    const result = await reeve.terminateTree(leader, { signal: 'SIGKILL' });
    return { result, leader, self: process.pid, group: reeve.getProcess(process.pid).pgid };
  };
  // A pipeline of a shell with job control is one group: its first command leads it, this program is a sibling.
  const { answer } = await inChild(run, null, {
    through: ['bash', '-c', `set -m; ${program('sleeper')} | "$@"`, 'bash'],
  });
  expect(answer.leader).not.toBe(answer.self);
  expect(answer.group).toBe(answer.leader);
  expect(answer.result).toMatchObject({ pid: answer.leader, exited: true, signaled_count: 1 });
});

describe('refused before anything is sent:', () => {
  test.each([
    ['this process', () => process.pid],
    ['its parent', () => process.ppid],
    ['the first process of the system', () => 1],
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
    expect(isAlive(job.pid)).toBe(true);
  });
});
