import { capabilities, waitPid } from 'reeve';
import { describe, expect, test } from 'vitest';
import { endTree } from '../helpers/end-tree.js';
import { startHeld } from '../helpers/held.js';
import { program } from '../helpers/programs.js';
import { nodeEnvironment } from '../helpers/sanitizer.js';
import { until } from '../helpers/until.js';
import { isAlive, readStat } from './helpers/proc.js';

const kinds = capabilities().containments.filter((kind) => kind === 'cgroup' || kind === 'keeper' || kind === 'group');

describe.each(kinds)('in a %s', (containment) => {
  const held = (...argv: string[]) => startHeld({ argv, containment });

  test('a daemon that left group, session and parent is ended with the job', async () => {
    const { job, pids, gone } = await held(program('daemon'), 'keep');
    const daemon = pids[0] as number;
    expect(readStat(daemon)?.ppid).not.toBe(job.pid);
    expect(readStat(daemon)?.sid).not.toBe(readStat(job.pid)?.sid);
    expect(await endTree(job)).toMatchObject({ exited: true, signaled_count: 2, survivors: [] });
    await gone;
  });

  test('children that lead groups and sessions of their own are ended', async () => {
    const { job, gone } = await held(program('own_groups'), '20');
    expect(await endTree(job)).toMatchObject({ exited: true, signaled_count: 21, escalated: false });
    await gone;
  });

  test('a child that a second thread forked is ended', async () => {
    const { job, pids, gone } = await held(program('thread_fork'));
    expect(readStat(pids[0] as number)?.ppid).toBe(job.pid);
    expect(await endTree(job)).toMatchObject({ exited: true, signaled_count: 2 });
    await gone;
  });

  test('a chain of 50 forks is ended to its last link', async () => {
    const { job, gone } = await held(program('tree'), '1', '50');
    expect(await endTree(job)).toMatchObject({ exited: true, signaled_count: 51, escalated: false });
    await gone;
  });

  test('the record leads to the group when the leader is dead and reaped', async () => {
    const { job, pids, gone } = await held(program('orphans'), '5');
    expect((await waitPid(job)).exit_code).toBe(0);
    await until('the leader is reaped', () => readStat(job.pid) === null);
    expect(pids.filter(isAlive)).toHaveLength(5);
    expect(await endTree(job)).toMatchObject({ exited: true, signaled_count: 5, signal_sent: 'SIGTERM' });
    await gone;
  });

  test('the record leads to a daemon when nobody else of the job lives', async () => {
    const { job, pids, gone } = await held('sh', '-c', `${program('daemon')} keep & exit 0`);
    await waitPid(job);
    expect(await endTree(job, { signal: 'SIGKILL' })).toMatchObject({ exited: true, survivors: [] });
    await gone;
    expect(pids.filter(isAlive)).toEqual([]);
  });

  test('a job inside the job is ended too', async () => {
    const inner = `import('${new URL('../../dist/index.js', import.meta.url).href}').then((reeve) => {
      const job = reeve.spawnInGroup({ argv: ['${program('sleeper')}'], containment: '${containment}', stdout: 'inherit' });
      setInterval(() => {}, 1000);
    })`;
    const { job, gone } = await startHeld({ argv: [process.execPath, '-e', inner], containment, env: nodeEnvironment });
    // The inner job's keeper is one of the outer job's processes.
    const signaled = containment === 'keeper' ? 3 : 2;
    expect(await endTree(job)).toMatchObject({ exited: true, signaled_count: signaled });
    await gone;
  });
});

test.runIf(kinds.includes('cgroup'))('a daemon that emptied its environment is ended in a cgroup', async () => {
  const { job, gone } = await startHeld({ argv: [program('daemon'), 'empty'], containment: 'cgroup' });
  expect(await endTree(job)).toMatchObject({ exited: true, signaled_count: 2, tree_kill_reliability: 'guaranteed' });
  await gone;
});

test('a daemon that emptied its environment is ended in a group, or the result is honest', async () => {
  const { job, pids } = await startHeld({ argv: [program('daemon'), 'empty'], containment: 'group' });
  const daemon = pids[0] as number;
  try {
    const ended = await endTree(job);
    expect(ended.tree_kill_reliability).toBe('best_effort');
    expect(ended.signaled_count).toBe(isAlive(daemon) ? 1 : 2);
  } finally {
    if (isAlive(daemon)) process.kill(daemon, 'SIGKILL');
    await until('the daemon is gone', () => !isAlive(daemon));
  }
});
