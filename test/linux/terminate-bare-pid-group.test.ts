import { terminateTree } from 'reeve';
import { expect, test } from 'vitest';
import { inChild } from '../helpers/child-script.js';
import { endTree } from '../helpers/end-tree.js';
import { rejection } from '../helpers/error-record.js';
import { startHeld } from '../helpers/held.js';
import { plainChild } from '../helpers/plain-child.js';
import { program } from '../helpers/programs.js';
import { until } from '../helpers/until.js';
import { isAlive, membersOf, readStat } from './helpers/proc.js';

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

test('the first process of the system is refused before anything is sent', async () => {
  expect(await rejection(terminateTree(1))).toMatchObject({ code: 'ERR_PROTECTED_PROCESS', pid: 1 });
  const grandparent = readStat(process.ppid)?.ppid as number;
  expect(await rejection(terminateTree(grandparent))).toMatchObject({ code: 'ERR_PROTECTED_PROCESS' });
});
