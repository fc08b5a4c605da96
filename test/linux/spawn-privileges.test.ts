import { chmodSync, copyFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { type SpawnInGroupConfig, waitPid } from 'reeve';
import { describe, expect, test } from 'vitest';
import { inChild } from '../helpers/child-script.js';
import { refusal } from '../helpers/error-record.js';
import { start } from '../helpers/jobs.js';
import { program } from '../helpers/programs.js';
import { scratchFolder } from '../helpers/scratch.js';
import { asNobody } from './helpers/privileges.js';
import { statusField } from './helpers/proc.js';

const root = process.geteuid?.() === 0;
const ids = (pid: number | 'self') => ['Uid', 'Gid', 'Groups'].map((name) => statusField(pid, name).split(/\s+/));

/** A program in a folder that everybody may enter. */
function openProgram(): string {
  const folder = scratchFolder();
  chmodSync(folder, 0o755);
  const path = join(folder, 'sleeper');
  copyFileSync(program('sleeper'), path);
  return path;
}
const startAs = (config: Partial<SpawnInGroupConfig>) => start({ argv: [openProgram()], stdout: 'ignore', ...config });

describe.runIf(root)('as root', () => {
  test('uid and gid are changed in all four places, and the supplementary groups are gone', () => {
    const job = startAs({ uid: 65534, gid: 65533 });
    expect(ids(job.pid)).toEqual([Array(4).fill('65534'), Array(4).fill('65533'), ['']]);
    expect(statusField(job.pid, 'CapEff')).toBe('0000000000000000');
  });

  test('groups of root do not stay with a job that changes only its uid', async () => {
    const { answer } = await inChild(
      async (reeve, path) => {
        const { readFileSync } = process.getBuiltinModule('node:fs');
        const job = reeve.spawnInGroup({ argv: [path], uid: 65534, stdout: 'ignore' });
        const groups = readFileSync(`/proc/${job.pid}/status`, 'latin1').match(/^Groups:[ \t]*(.*?)[ \t]*$/m)?.[1];
        await reeve.terminateTree(job, { signal: 'SIGKILL' });
        return groups;
      },
      openProgram(),
      { through: ['setpriv', '--groups=4,24'] },
    );
    expect(answer).toBe('');
  });

  test('groups that are asked for are the ones the job has', () => {
    const job = startAs({ uid: 65534, gid: 65534, groups: [24, 27] });
    expect(statusField(job.pid, 'Groups')).toBe('24 27');
  });

  test('this program keeps its ids in every thread', () => {
    const before = ids('self');
    startAs({ uid: 65534, gid: 65534 });
    expect(ids('self')).toEqual(before);
  });

  test('this program stays dumpable, so that its owner can still look at it', async () => {
    // The kernel gives /proc/<pid> of a process that is not dumpable to root: as another user the difference shows.
    const look = async (reeve: typeof import('reeve'), path: string) => {
      const { statSync } = process.getBuiltinModule('node:fs');
      const owner = () => statSync('/proc/self/coredump_filter').uid;
      const before = owner();
      const job = reeve.spawnInGroup({ argv: [path], uid: 65533, gid: 65533, stdout: 'ignore' });
      const after = owner();
      await reeve.terminateTree(job, { signal: 'SIGKILL' });
      return { before, after };
    };
    // A user with the two capabilities, so that neither the owner nor the change of ids comes from being root.
    const caps = '+setuid,+setgid,+kill';
    const through = ['setpriv', '--reuid=65534', '--regid=65534', '--clear-groups'];
    through.push(`--inh-caps=${caps}`, `--ambient-caps=${caps}`);
    const { answer } = await inChild(look, openProgram(), { through });
    expect(answer).toEqual({ before: 65534, after: 65534 });
  });

  test('a folder that the new user may not enter is no cwd, although root may', () => {
    const folder = scratchFolder(); // 0700
    const error = refusal(() => startAs({ uid: 65534, gid: 65534, cwd: folder }));
    expect(error).toMatchObject({ code: 'EACCES', syscall: 'chdir' });
  });

  test('a program that the new user may not execute is EACCES', () => {
    const path = openProgram();
    chmodSync(path, 0o700);
    expect(refusal(() => start({ argv: [path], uid: 65534 }))).toMatchObject({ code: 'EACCES', syscall: 'execve' });
  });
});

test('without the privilege, a change of user or a better priority is an error, and nothing starts', async () => {
  const attempt = (reeve: typeof import('reeve'), path: string) =>
    [{ uid: 0 }, { gid: 0 }, { groups: [0] }, { nice: -5 }].map((config) => {
      try {
        return reeve.spawnInGroup({ argv: [path], ...config }).pid;
      } catch (error) {
        return (error as { code: string }).code;
      }
    });
  const { answer } = await inChild(attempt, openProgram(), root ? { through: asNobody } : {});
  expect(answer).toEqual(['EPERM', 'EPERM', 'EPERM', expect.stringMatching(/^(EPERM|EACCES)$/)]);
});

test('without a word about ids the job has those of this program', async () => {
  const job = startAs({});
  expect(ids(job.pid)).toEqual(ids('self'));
  expect(statSync(`/proc/${job.pid}`).uid).toBe(process.geteuid?.());
  process.kill(job.pid, 'SIGKILL');
  await waitPid(job);
});
