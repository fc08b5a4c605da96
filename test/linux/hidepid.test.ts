import { capabilities, getProcess } from 'reeve';
import { beforeEach, expect, test } from 'vitest';
import { endTree } from '../helpers/end-tree.js';
import { start } from '../helpers/jobs.js';
import { needsRoot, startHidden } from './helpers/privileges.js';

beforeEach(needsRoot);

const { pidfd_inode } = capabilities();

test('a process that /proc hides exists: little is known of it, but it is not gone', async () => {
  const nobody = await startHidden();
  const info = await nobody.call('getProcess', [1], 'process-info');
  expect(info).toMatchObject({ pid: 1, name: null, ppid: null, cmdline: null, uid: null, state: 'unknown' });
  expect(info.warnings).toEqual([expect.stringContaining('hidepid')]);
  expect(await nobody.call('checkIdentity', [1], 'identity-check')).toMatchObject({ status: 'unknown' });
});

test.runIf(pidfd_inode)('a hidden process is told by its record, where pidfds have numbers of their own', async () => {
  const nobody = await startHidden();
  const job = start({ argv: ['sleep', '1000'] });
  const other = start({ argv: ['sleep', '1000'] });
  expect(await nobody.call('checkIdentity', [job], 'identity-check')).toMatchObject({ status: 'same' });
  const wrong = { pid: job.pid, identity: other.identity.replace(`:${other.pid}:`, `:${job.pid}:`) };
  expect(await nobody.call('checkIdentity', [wrong], 'identity-check')).toMatchObject({ status: 'reused' });
  expect(await nobody.call('getProcess', [job], 'process-info')).toMatchObject({ pid: job.pid });
  expect(await nobody.refusal('getProcess', [wrong])).toMatchObject({ code: 'ERR_PROCESS_REUSED' });
});

test.runIf(!pidfd_inode)('a hidden process is not told by its record elsewhere, and never taken for gone', async () => {
  const nobody = await startHidden();
  const job = start({ argv: ['sleep', '1000'] });
  expect(await nobody.call('checkIdentity', [job], 'identity-check')).toMatchObject({
    status: 'unknown',
    basis: 'none',
    identity: null,
  });
  const refused = { code: 'ERR_IDENTITY_UNKNOWN' };
  expect(await nobody.refusal('waitPid', [job, { timeout_ms: 20 }])).toMatchObject(refused);
  expect(await nobody.refusal('terminateTree', [job])).toMatchObject(refused);
});

test('a start time alone does not tell a hidden process', async () => {
  const nobody = await startHidden();
  const { pid, start_time_unix_ms } = getProcess(1);
  const check = await nobody.call('checkIdentity', [{ pid, start_time_unix_ms }], 'identity-check');
  expect(check).toMatchObject({ status: 'unknown', basis: 'none' });
});

test.runIf(pidfd_inode)('the end of a hidden process is waited for', async () => {
  const nobody = await startHidden();
  const job = start({ argv: ['sleep', '1000'] });
  const early = await nobody.call('waitPid', [job, { timeout_ms: 20 }], 'wait-pid-result');
  expect(early).toMatchObject({ exited: false, timed_out: true });
  const wait = nobody.call('waitPid', [job], 'wait-pid-result');
  await nobody.call('checkIdentity', [job], 'identity-check');
  await endTree(job);
  expect(await wait).toMatchObject({ exited: true, signal: 'SIGTERM', exit_code_source: 'kernel' });
  expect(await nobody.call('checkIdentity', [job], 'identity-check')).toMatchObject({ status: 'gone' });
  expect(await nobody.refusal('getProcess', [job.pid])).toMatchObject({ code: 'ESRCH' });
});
