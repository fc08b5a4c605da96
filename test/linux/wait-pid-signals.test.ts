import { waitPid } from 'reeve';
import { expect, test } from 'vitest';
import { start } from '../helpers/jobs.js';
import { expectValid } from '../helpers/schemas.js';

test.each([
  ['SIGTERM', 'TERM'],
  ['SIGKILL', 'KILL'],
  ['SIGSEGV', 'SEGV'],
  ['SIGABRT', 'ABRT'],
  ['SIGIO', 'IO'],
  ['SIGRTMIN', 'RTMIN'],
  ['SIGRTMIN+3', 'RTMIN+3'],
])('the signal that ended a child is told by its name: %s', async (name, short) => {
  const job = start({ argv: ['bash', '-c', `ulimit -c 0; kill -s ${short} $$`] });
  const result = await waitPid(job);
  expectValid('wait-pid-result', result);
  expect(result).toMatchObject({ exited: true, exit_code: null, signal: name, exit_code_source: 'child' });
});
