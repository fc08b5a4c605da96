import { capabilities, type DescendantsResult, getProcess, type ProcessInfo, type SpawnInGroupResult } from 'reeve';
import { describe, expect, test } from 'vitest';
import { startFoster } from '../helpers/foster.js';
import { program } from '../helpers/programs.js';
import { Remote } from '../helpers/remote.js';
import { startAsleep } from './helpers/asleep.js';
import { isAlive } from './helpers/proc.js';
import { whileStopped } from './helpers/stopped.js';

const filters = [
  { refused: ['pidfd_open=ENOSYS'], pidfd: false },
  { refused: ['pidfd_open=EPERM'], pidfd: false },
  { refused: ['pidfd_open=ENOSYS', 'pidfd_send_signal=ENOSYS', 'clone3=ENOSYS'], pidfd: false },
  { refused: ['pidfd_open=EPERM', 'pidfd_send_signal=EPERM', 'clone3=ENOSYS'], pidfd: false },
  { refused: ['pidfd_send_signal=ENOSYS'], pidfd: true },
  { refused: ['pidfd_send_signal=EPERM'], pidfd: true },
  { refused: ['clone3=ENOSYS'], pidfd: true },
];

describe.each(filters)('where a filter makes $refused of the system calls', ({ refused, pidfd }) => {
  const startFiltered = () => Remote.start('remote.mjs', [program('refusing'), ...refused, '--']);

  test('capabilities say so, and processes are described and told apart', async () => {
    const remote = await startFiltered();
    expect(await remote.call('capabilities', [], 'capabilities')).toMatchObject({ pidfd });
    const job = await startAsleep();
    const info = await remote.call<ProcessInfo>('getProcess', [job], 'process-info');
    expect(info).toMatchObject({ pid: job.pid, name: 'sleep', cmdline: ['sleep', '1000'] });
    expect(await remote.call('checkIdentity', [job], 'identity-check')).toMatchObject({ status: 'same' });
    const late = { pid: job.pid, start_time_unix_ms: 1000 };
    expect(await remote.call('checkIdentity', [late], 'identity-check')).toMatchObject({ status: 'reused' });
    expect(await remote.refusal('getProcess', [2 ** 31 - 1])).toMatchObject({ code: 'ESRCH' });
    expect(getProcess(info)).toMatchObject({ pid: job.pid });
  });

  test('processes are listed, walked, measured and signalled', async () => {
    const remote = await startFiltered();
    const config = { argv: [program('tree'), '2', '1'], stdin: 'ignore', stdout: 'ignore' };
    const job = await remote.call<SpawnInGroupResult>('spawnInGroup', [config], 'spawn-in-group-result');
    const below = () => remote.call<DescendantsResult>('descendants', [job], 'descendants-result');
    let tree = await below();
    while (tree.total_found < 2) tree = await below();
    const [child] = tree.levels[0]?.processes ?? [];
    const list = await remote.call('listProcesses', [{ ppid: job.pid }], 'process-list');
    expect(list).toMatchObject({
      processes: tree.levels[0]?.processes.map(({ pid, identity }) => ({ pid, identity })),
    });
    const chain = await remote.call('ancestors', [child], 'ancestors-result');
    expect(chain).toMatchObject({ chain: expect.arrayContaining([expect.objectContaining({ pid: job.pid })]) });
    const stats = await remote.call('processStats', [job, { scope: 'tree' }], 'process-stats');
    expect(stats).toMatchObject({ process_count: 3 });
    const killed = await remote.call('killDescendants', [job, { signal: 'SIGKILL' }], 'kill-descendants-result');
    expect(killed).toMatchObject({ matched_by_filter: 2, failed: [] });
    const late = { pid: job.pid, start_time_unix_ms: 1000 };
    expect(await remote.refusal('sendSignal', [late, 'SIGKILL'])).toMatchObject({ code: 'ERR_PROCESS_REUSED' });
    expect(await remote.call('sendSignal', [job, 'SIGKILL'], 'signal-result')).toMatchObject({ pid: job.pid });
    expect(await remote.call('waitPid', [job], 'wait-pid-result')).toMatchObject({ signal: 'SIGKILL' });
  });

  test('a zombie is gone, and marked', async () => {
    const remote = await startFiltered();
    const foster = await startFoster(0);
    const record = getProcess(foster.child);
    await foster.end();
    expect(await remote.call('checkIdentity', [record], 'identity-check')).toMatchObject({
      status: 'gone',
      zombie: true,
    });
    await foster.reap();
    expect(await remote.call('checkIdentity', [record], 'identity-check')).toMatchObject({
      status: 'gone',
      zombie: false,
    });
  });

  test('children are started and waited for', async () => {
    const remote = await startFiltered();
    const config = { argv: ['sh', '-c', 'exit 42'] };
    const job = await remote.call<SpawnInGroupResult>('spawnInGroup', [config], 'spawn-in-group-result');
    const expected = { exited: true, exit_code: 42, exit_code_source: 'child', warnings: [] };
    expect(await remote.call('waitPid', [job], 'wait-pid-result')).toMatchObject(expected);
  });

  test("another program's child is waited for", async () => {
    const remote = await startFiltered();
    const foster = await startFoster(6);
    const wait = remote.call('waitPid', [foster.child], 'wait-pid-result');
    const early = await remote.call('waitPid', [foster.child, { timeout_ms: 30 }], 'wait-pid-result');
    expect(early).toMatchObject({ exited: false, timed_out: true });
    // A look at the zombie would tell how it ended where the kernel doesn't.
    await whileStopped(remote.pid, () => foster.endAndReap());
    const result = await wait;
    if (pidfd && capabilities().exit_info) expect(result).toMatchObject({ exit_code: 6, warnings: [] });
    if (!capabilities().exit_info) expect(result).toMatchObject({ exit_code: null, exit_code_source: 'unknown' });
    if (!pidfd) expect(result.warnings).toContainEqual(expect.stringContaining('looking every 20 ms'));
    expect(result).toMatchObject({ exited: true });
  });

  test('a tree is ended, also one that ignores SIGTERM', async () => {
    const remote = await startFiltered();
    for (const argv of [[program('tree'), '3', '2'], [program('ignore_term')]]) {
      for (const containment of ['auto', 'group']) {
        const config = { argv, containment, stdout: 'ignore' };
        const job = await remote.call<SpawnInGroupResult>('spawnInGroup', [config], 'spawn-in-group-result');
        const result = await remote.call(
          'terminateTree',
          [job, { grace_timeout_ms: 100, kill_timeout_ms: 20_000 }],
          'terminate-tree-result',
        );
        expect(result).toMatchObject({ exited: true, timed_out: false, survivors: [] });
        expect(isAlive(job.pid)).toBe(false);
      }
    }
  });
});
