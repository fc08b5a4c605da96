import { waitPid } from 'reeve';
import { expect, test } from 'vitest';
import { endTree } from '../helpers/end-tree.js';
import { startReady } from '../helpers/jobs.js';
import { program } from '../helpers/programs.js';
import { expected } from './wine.js';

test('a window is asked to close, and the program behind it says how it ended', async () => {
  const { job } = await startReady({ argv: [program('window'), '7'] });
  const ended = await endTree(job);
  expect(ended).toMatchObject({ signal_sent: 'SIGTERM', exited: true, exit_code: 7 });
  // A console inside the job can't be asked, and may have to be killed after the program has gone.
  if (!expected('jobsHaveTheirConsoleInside')) expect(ended.escalated).toBe(false);
  expect(await waitPid(job)).toMatchObject({ exit_code: 7 });
});

test('who has neither window nor our console is killed at once, and the result says why', async () => {
  const { job } = await startReady({ argv: [program('ignore_term')], new_session: true });
  const ended = await endTree(job, { grace_timeout_ms: 60_000 });
  expect(ended.took).toBeLessThan(5000);
  expect(ended).toMatchObject({
    signal_sent: null,
    kill_signal: 'SIGKILL',
    escalated: true,
    exited: true,
    exit_code: 1,
  });
  expect(ended.warnings).toEqual([expect.stringMatching(/^ERR_UNSUPPORTED: Windows can't ask/)]);
});

test('who leads a group on our console is asked by Ctrl+Break', async () => {
  const { job } = await startReady({ argv: [program('exit_on_term'), '7'] });
  const ended = await endTree(job, { grace_timeout_ms: 10_000 });
  const asked = { signal_sent: 'SIGTERM', kill_signal: null, escalated: false, exit_code: 7 };
  const killed = { signal_sent: null, kill_signal: 'SIGKILL', escalated: true, exit_code: 1 };
  expect(ended).toMatchObject(expected('ctrlBreakReachesAGroup') ? asked : killed);
  expect(ended).toMatchObject({ exited: true, survivors: [] });
});
