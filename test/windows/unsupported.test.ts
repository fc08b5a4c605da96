import { getProcess, terminateTree } from 'reeve';
import { expect, test } from 'vitest';
import { endTree } from '../helpers/end-tree.js';
import { refusal, rejection } from '../helpers/error-record.js';
import { start } from '../helpers/jobs.js';
import { idle } from '../helpers/programs.js';
import { system } from '../helpers/system.js';

test.each([{ uid: 0 }, { gid: 0 }, { groups: [] }, { umask: 0o22 }])('%j is not to be had', (config) => {
  const error = refusal(() => start({ argv: idle, ...config }));
  expect(error).toMatchObject({ code: 'ERR_UNSUPPORTED', message: expect.stringContaining('Windows') });
});

test('what only Unix has is null in a description', () => {
  expect(getProcess(process.pid)).toMatchObject({ pgid: null, sid: null, uid: null });
});

test.each(['SIGHUP', 'SIGINT', 'SIGQUIT', 'SIGTERM', 'SIGBREAK', 'INT', 15])('%s asks', async (signal) => {
  const job = start({ argv: idle });
  expect(await endTree(job, { signal, grace_timeout_ms: 0 })).toMatchObject({ exited: true, escalated: true });
});

test.each(['SIGUSR1', 'SIGSTOP', 'SIGCHLD', 'SIGSEGV', 'SIGRTMIN', 10, 19])('there is no %s', async (signal) => {
  const job = start({ argv: idle });
  expect(await rejection(terminateTree(job, { signal }))).toMatchObject({ code: 'ERR_INVALID_ARG' });
  expect(system.isAlive(job.pid)).toBe(true);
});
