import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { capabilities, waitPid } from 'reeve';
import { describe, expect, test } from 'vitest';
import { inChild } from '../helpers/child-script.js';
import { startHeld } from '../helpers/held.js';
import { program } from '../helpers/programs.js';
import { until } from '../helpers/until.js';
import { readControl } from './helpers/cgroup.js';
import { isAlive } from './helpers/proc.js';

const { cgroup, keeper } = capabilities();

describe.runIf(cgroup.available)('cgroups that a job made below its own', () => {
  // Its first process ends when its input does.
  const argv = ['sh', '-c', 'sleep 60 & echo ready $!; read line'];

  test('are left to it while a process lives in one of them, and removed after that', async () => {
    const { job, pids, gone } = await startHeld({ argv, stdin: 'pipe', containment: 'cgroup' });
    const path = job.containment.cgroup_path as string;
    const [survivor] = pids as [number];
    for (const inner of ['used', 'spare/innermost']) mkdirSync(`${path}/${inner}`, { recursive: true });
    writeFileSync(`${path}/used/cgroup.procs`, String(survivor));
    job.stdin?.end();
    // Before this is answered the folder was looked after.
    await waitPid(job);
    expect(existsSync(`${path}/spare/innermost`)).toBe(true);
    process.kill(survivor, 'SIGKILL');
    await gone;
    await until('the folders are removed', () => !existsSync(path));
  });

  test('are left to it by programs that come after its launcher', async () => {
    const launch = async (reeve: typeof import('reeve'), command: string[]) => {
      const job = reeve.spawnInGroup({ argv: command, stdout: 'ignore', stderr: 'ignore', containment: 'cgroup' });
      return { pid: job.pid, path: job.containment.cgroup_path as string };
    };
    const { answer } = await inChild(launch, [program('sleeper')]);
    for (const inner of ['used', 'spare/innermost']) mkdirSync(`${answer.path}/${inner}`, { recursive: true });
    writeFileSync(`${answer.path}/used/cgroup.procs`, String(answer.pid));
    const look = (reeve: typeof import('reeve')) => reeve.capabilities().cgroup.path;
    await inChild(look, null);
    expect(existsSync(`${answer.path}/spare/innermost`)).toBe(true);
    writeFileSync(`${answer.path}/cgroup.kill`, '1');
    await until('nobody is in it', () => readControl(answer.path, 'cgroup.events').includes('populated 0'));
    expect(isAlive(answer.pid)).toBe(false);
    await inChild(look, null);
    expect(existsSync(answer.path)).toBe(false);
  });

  test.runIf(keeper.available)('are removed by its keeper when the launcher is gone', async () => {
    const launch = async (reeve: typeof import('reeve'), command: string[]) => {
      const { mkdirSync, writeFileSync } = process.getBuiltinModule('node:fs');
      const job = reeve.spawnInGroup({
        argv: command,
        stdout: 'ignore',
        stderr: 'ignore',
        containment: 'cgroup',
        on_parent_exit: 'kill',
      });
      const path = job.containment.cgroup_path as string;
      for (const inner of ['used/innermost', 'one', 'two']) mkdirSync(`${path}/${inner}`, { recursive: true });
      writeFileSync(`${path}/used/innermost/cgroup.procs`, String(job.pid));
      return { pid: job.pid, path };
    };
    const { answer } = await inChild(launch, [program('sleeper')]);
    await until('the folders are removed', () => !existsSync(answer.path));
    expect(isAlive(answer.pid)).toBe(false);
  });
});
