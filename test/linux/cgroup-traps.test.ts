import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { type Capabilities, capabilities, waitPid } from 'reeve';
import { describe, expect, test } from 'vitest';
import { inChild } from '../helpers/child-script.js';
import { endTree } from '../helpers/end-tree.js';
import { startHeld } from '../helpers/held.js';
import { start } from '../helpers/jobs.js';
import { atPace } from '../helpers/pace.js';
import { program } from '../helpers/programs.js';
import { expectValid } from '../helpers/schemas.js';
import { scratchFolder } from '../helpers/scratch.js';
import { until } from '../helpers/until.js';
import { cgroupBase, jobFolders, joining, ownCgroup } from './helpers/cgroup.js';
import { isAlive } from './helpers/proc.js';
import { startAndEnd } from './helpers/start-and-end.js';

type Reeve = typeof import('reeve');
const root = process.geteuid?.() === 0;
const input = { path: program('sleeper'), containment: 'auto' as const };

function expectCgroupJob(answer: Awaited<ReturnType<typeof startAndEnd>>, method: Capabilities['cgroup']['method']) {
  expect(answer.error).toBeNull();
  expectValid('capabilities', answer.can);
  expect(answer.can.cgroup).toMatchObject({ available: true, method, reason: null });
  expect(answer.job).toMatchObject({
    tree_kill_reliability: 'guaranteed',
    containment: { kind: 'cgroup' },
    warnings: [],
  });
  expect(answer.procs).toBe(`${answer.job.pid}\n`);
  expectValid('terminate-tree-result', answer.ended);
  expect(answer.ended).toMatchObject({ exited: true, tree_kill_reliability: 'guaranteed', signaled_count: 1 });
}

describe.runIf(capabilities().cgroup.available)('a job in a cgroup', () => {
  // Linux 6.18 kills a child at its birth into another cgroup when its parent's has ever had a cgroup.kill.
  test('starts although the cgroup of this program once had a kill', async () => {
    const folder = ownCgroup('killed');
    writeFileSync(`${folder}/cgroup.kill`, '1');
    const { answer } = await inChild(startAndEnd, input, { through: joining(folder) });
    expect(['join', 'clone_into']).toContain(answer.can.cgroup.method);
    if (answer.can.kernel.includes(' 6.18.')) expect(answer.can.cgroup.method).toBe('join');
    expectCgroupJob(answer, answer.can.cgroup.method);
    expect(jobFolders(folder)).toEqual([]);
  });

  test('starts although the kill comes after this program has learnt how to start one', async () => {
    const folder = ownCgroup('later');
    const script = async (reeve: Reeve, given: { path: string; folder: string }) => {
      const { readFileSync, writeFileSync } = process.getBuiltinModule('node:fs');
      const before = reeve.capabilities().cgroup.method;
      const own = readFileSync('/proc/self/cgroup', 'latin1').match(/^0::(.*)$/m)?.[1];
      writeFileSync(`${given.folder}/cgroup.procs`, String(process.pid));
      const codes: (number | null)[] = [];
      for (let at = 0; at < 5; at++) {
        const job = reeve.spawnInGroup({ argv: ['sh', '-c', 'exit 7'], containment: 'cgroup' });
        codes.push((await reeve.waitPid(job)).exit_code);
      }
      return { before, own, codes };
    };
    writeFileSync(`${folder}/cgroup.kill`, '1');
    const { answer } = await inChild(script, { ...input, folder });
    expect(answer.codes).toEqual([7, 7, 7, 7, 7]);
  });

  // The notice of an emptied cgroup comes up to 20 ms late, and hardly ever within 6: whoever waits for it alone is that
  // slow. Where the end of any job takes longer, as on a busy machine, nothing can be told from it.
  test.runIf(atPace(1) === 1)('is known to be gone well before the kernel gives notice', async (ctx) => {
    const isFast = async (containment: 'group' | 'cgroup') => {
      const job = start({ argv: [program('sleeper')], stdout: 'ignore', containment });
      return (await endTree(job, { signal: 'SIGKILL' })).took < 6;
    };
    let [rounds, quiet, fast] = [0, 0, 0];
    for (; rounds < 60 && fast < 10; rounds++) {
      if (!(await isFast('group'))) continue;
      quiet++;
      if (await isFast('cgroup')) fast++;
    }
    if (fast < 10 && quiet < 45) ctx.skip(`of ${rounds} jobs in no cgroup only ${quiet} were ended within 6 ms`);
    expect(fast).toBe(10);
  });

  test('leaves no folder when it ends by itself', async () => {
    const job = start({ argv: ['true'], containment: 'cgroup' });
    const path = job.containment.cgroup_path as string;
    await waitPid(job);
    await until('the folder is removed', () => !existsSync(path));
  });

  test('keeps its folder while a child lives on in it, and loses it after that', async () => {
    const { job, pids, gone } = await startHeld({ argv: [program('orphans'), '2'], containment: 'cgroup' });
    const path = job.containment.cgroup_path as string;
    await waitPid(job);
    expect(readFileSync(`${path}/cgroup.procs`, 'utf8').trim().split('\n').map(Number).sort()).toEqual(pids.sort());
    for (const pid of pids) process.kill(pid, 'SIGKILL');
    await gone;
    await until('the folder is removed', () => !existsSync(path));
  });

  test('is ended in cgroups that it made itself too, and they are removed', async () => {
    const { job, gone } = await startHeld({ argv: [program('tree'), '2', '1'], containment: 'cgroup' });
    const path = job.containment.cgroup_path as string;
    mkdirSync(`${path}/inner/innermost`, { recursive: true });
    const [one, two] = readFileSync(`${path}/cgroup.procs`, 'utf8').split('\n');
    writeFileSync(`${path}/inner/cgroup.procs`, one as string);
    writeFileSync(`${path}/inner/innermost/cgroup.procs`, two as string);
    expect(await endTree(job)).toMatchObject({ exited: true, signaled_count: 3, tree_kill_reliability: 'guaranteed' });
    await gone;
    expect(existsSync(path)).toBe(false);
  });

  // In a threaded cgroup cgroup.procs can't be read.
  test('is ended in a threaded cgroup that it made too', async () => {
    const { job, gone } = await startHeld({ argv: [program('threads'), '2'], containment: 'cgroup' });
    const path = job.containment.cgroup_path as string;
    mkdirSync(`${path}/inner`);
    writeFileSync(`${path}/inner/cgroup.type`, 'threaded');
    const [, thread] = readdirSync(`/proc/${job.pid}/task`);
    writeFileSync(`${path}/inner/cgroup.threads`, String(thread));
    const ended = await endTree(job);
    await gone;
    expect(ended).toMatchObject({ exited: true, signaled_count: 1, warnings: [], tree_kill_reliability: 'guaranteed' });
    expect(existsSync(path)).toBe(false);
  });

  // A cgroup that had a kill is poisoned on Linux 6.18: each job has a fresh one.
  test('never has the folder of an earlier job', async () => {
    const paths: (string | null)[] = [];
    for (let at = 0; at < 10; at++) {
      const job = start({ argv: [program('sleeper')], stdout: 'ignore', containment: 'cgroup' });
      paths.push(`${job.containment.cgroup_path} ${job.containment.cgroup_id}`);
      await endTree(job, { signal: 'SIGKILL' });
    }
    expect(new Set(paths).size).toBe(10);
  });

  test.runIf(root)('is ended when one of its processes was moved out, and no guarantee is claimed', async () => {
    const elsewhere = ownCgroup('elsewhere');
    const { job, pids, gone } = await startHeld({ argv: [program('daemon'), 'keep'], containment: 'cgroup' });
    writeFileSync(`${elsewhere}/cgroup.procs`, String(pids[0]));
    const ended = await endTree(job);
    await gone;
    expect(ended).toMatchObject({ exited: true, signaled_count: 2, tree_kill_reliability: 'best_effort' });
    expect(ended.warnings.join()).toMatch(/moved out/);
    expect(isAlive(pids[0] as number)).toBe(false);
  });

  test.runIf(root)('works where the cgroup file system is mounted elsewhere', async () => {
    const folder = scratchFolder();
    const place = `"${folder}/a b"`;
    const script = `mount -t tmpfs none ${folder} && mkdir ${place} && mount -t cgroup2 none ${place}`;
    const hide = `umount -l ${cgroupBase.startsWith('/sys/fs/cgroup/unified') ? '/sys/fs/cgroup/unified' : '/sys/fs/cgroup'}`;
    const { answer } = await inChild(startAndEnd, input, {
      through: ['unshare', '--mount', 'sh', '-c', `${script} && ${hide} && exec "$@"`, 'sh'],
    });
    expect(answer.can.cgroup.path).toMatch(/\/a b/);
    expectCgroupJob(answer, 'clone_into');
  });
});
