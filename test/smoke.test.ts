import { terminateTree, waitPid } from 'reeve';
import { expect, test } from 'vitest';
import { startReady } from './helpers/jobs.js';
import { program } from './helpers/programs.js';
import { expectValid } from './helpers/schemas.js';
import { system } from './helpers/system.js';

test('a tree of programs starts, ends and tells its exit', async () => {
  const { job, line } = await startReady({ argv: [program('tree'), '3', '2'] });
  expect(line).toBe('ready 13');
  const ended = await terminateTree(job, { signal: 'SIGKILL' });
  expectValid('terminate-tree-result', ended);
  expect(ended).toMatchObject({ exited: true, escalated: false, survivors: [], signaled_count: system.processes(13) });
  const waited = await waitPid(job);
  expectValid('wait-pid-result', waited);
  expect(waited).toMatchObject({ exited: true, ...system.killed, exit_code_source: 'child' });
});
