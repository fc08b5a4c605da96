import { capabilities, getProcess, type ProcessInfo } from 'reeve';
import { beforeEach, expect, test } from 'vitest';
import { startFoster } from '../helpers/foster.js';
import { startReady } from '../helpers/jobs.js';
import { program } from '../helpers/programs.js';
import { Remote } from '../helpers/remote.js';
import { startAsleep } from './helpers/asleep.js';
import { asNobody, needsRoot } from './helpers/privileges.js';
import { isAlive } from './helpers/proc.js';
import { whileStopped } from './helpers/stopped.js';

beforeEach(needsRoot);

test("another user's process is described, and what may not be read is null", async () => {
  const nobody = await Remote.start('remote.mjs', asNobody);
  const job = await startAsleep();
  const mine = getProcess(job);
  const options = { include_env: true, include_cwd: true };
  const theirs = await nobody.call<ProcessInfo>('getProcess', [job, options], 'process-info');
  expect(theirs).toMatchObject({ exe_path: null, env: null, cwd: null, warnings: [] });
  const { pid, ppid, pgid, sid, name, cmdline, user, uid, state, identity, thread_count } = mine;
  expect(theirs).toMatchObject({ pid, ppid, pgid, sid, name, cmdline, user, uid, state, identity, thread_count });
});

test('an unprivileged process sees all of itself', async () => {
  const nobody = await Remote.start('remote.mjs', asNobody);
  const options = { include_env: true, include_cwd: true };
  const info = await nobody.call<ProcessInfo>('getProcess', [nobody.pid, options], 'process-info');
  expect(info).toMatchObject({ uid: 65534, user: 'nobody', exe_path: process.execPath, cwd: process.cwd() });
  expect(info.env).toMatchObject({ PATH: process.env.PATH });
});

test('a process that may not be signalled is alive', async () => {
  const nobody = await Remote.start('remote.mjs', asNobody);
  const check = await nobody.call('checkIdentity', [1], 'identity-check');
  expect(check).toMatchObject({ status: 'unknown', basis: 'none' });
  const record = getProcess(1);
  expect(await nobody.call('checkIdentity', [record], 'identity-check')).toMatchObject({ status: 'same' });
  expect(await nobody.call('getProcess', [record], 'process-info')).toMatchObject({ pid: 1, ppid: 0 });
});

test("ending another user's tree tells of the refusal and of the survivor", async () => {
  const nobody = await Remote.start('remote.mjs', asNobody);
  const job = await startAsleep();
  const config = { grace_timeout_ms: 50, kill_timeout_ms: 50 };
  const result = await nobody.call('terminateTree', [job, config], 'terminate-tree-result');
  expect(result).toMatchObject({ exited: false, timed_out: true, signaled_count: 0, signal_sent: null });
  expect(result).toMatchObject({ survivors: [{ pid: job.pid, identity: job.identity, name: 'sleep' }] });
  expect(result.warnings).toContainEqual(expect.stringContaining('EPERM'));
  expect(isAlive(job.pid)).toBe(true);
});

test('a user ends its own processes in a job that another user started', async () => {
  const nobody = await Remote.start('remote.mjs', asNobody);
  const { job } = await startReady({ argv: [program('ignore_term')], uid: 65534, gid: 65534 });
  const result = await nobody.call(
    'terminateTree',
    [job, { grace_timeout_ms: 50, kill_timeout_ms: 20_000 }],
    'terminate-tree-result',
  );
  expect(result).toMatchObject({ exited: true, escalated: true, signaled_count: 1, survivors: [] });
  expect(isAlive(job.pid)).toBe(false);
});

test("the end of another user's process is waited for", async () => {
  const nobody = await Remote.start('remote.mjs', asNobody);
  const foster = await startFoster(7);
  const wait = nobody.call('waitPid', [foster.child], 'wait-pid-result');
  await nobody.call('checkIdentity', [foster.child], 'identity-check');
  // To another user the zombie tells nothing, and the kernel does only when it is reaped.
  await whileStopped(nobody.pid, () => foster.endAndReap());
  const { exit_info } = capabilities();
  const told = exit_info ? [7, 'kernel'] : [null, 'unknown'];
  expect(await wait).toMatchObject({ exited: true, exit_code: told[0], exit_code_source: told[1] });
});

test("another user's zombie, which shows exit status 0 to everybody, is not said to have ended well", async () => {
  const nobody = await Remote.start('remote.mjs', asNobody);
  for (const how of [0, 9]) {
    const foster = await startFoster(how);
    await foster.end();
    const result = await nobody.call('waitPid', [foster.child], 'wait-pid-result');
    expect(result).toMatchObject({ exited: true, exit_code: null, signal: null, exit_code_source: 'unknown' });
    expect(result.warnings).not.toEqual([]);
  }
});
