import { capabilities } from 'reeve';
import { afterEach, expect, test } from 'vitest';
import { endTree } from '../helpers/end-tree.js';
import { nodeRuns, program } from '../helpers/programs.js';
import { run } from '../helpers/run.js';
import { withoutBirths } from '../helpers/warnings.js';
import { isAlive } from './helpers/proc.js';

const escaped: number[] = [];
afterEach(() => {
  for (const pid of escaped.splice(0)) process.kill(pid, 'SIGKILL');
});

// Ends once a daemon that left group, session, parent and environment holds its error output open; says its pid.
const leavesDaemon = `
  import { spawn } from 'node:child_process';
  const parent = spawn(process.argv[1], ['empty'], { stdio: ['ignore', 'pipe', 'inherit'] });
  parent.stdout.once('data', (line) => {
    process.stdout.write(line);
    parent.once('exit', () => process.exit(3)).kill('SIGKILL');
  });`;

/** What the tests are about: somebody that is not found to belong to the tree has the pipe. */
function expectHeld(result: Awaited<ReturnType<typeof run>>, pid: number) {
  escaped.push(pid);
  expect(isAlive(pid)).toBe(true);
  expect(result).toMatchObject({ tree_exited: true, tree_kill_reliability: 'best_effort', survivors: [] });
  expect(result.took).toBeLessThan(10_000);
}

test('the promise is settled though a daemon that escaped holds the output of a program that ended', async () => {
  const result = await run({ argv: nodeRuns(leavesDaemon, program('daemon')), containment: 'group' });
  const [, pid] = /^ready (\d+)\n$/.exec(result.stdout ?? '') ?? [];
  expectHeld(result, Number(pid));
  expect(result).toMatchObject({ exit_code: 3, timed_out: false, stdout_ended: true, stderr_ended: false });
  expect(withoutBirths(result.warnings)).toEqual([expect.stringMatching(/^stderr was closed before its end/)]);
});

test('the promise is settled though a daemon that escaped holds the output of a tree whose time was over', async () => {
  const result = await run({ argv: [program('daemon'), 'empty'], timeout_ms: 3000, containment: 'group' });
  const [, pid] = /^ready (\d+)\n$/.exec(result.stdout ?? '') ?? [];
  expectHeld(result, Number(pid));
  expect(result).toMatchObject({ timed_out: true, signal: 'SIGTERM', stdout_ended: false, stderr_ended: false });
  expect(withoutBirths(result.warnings)).toHaveLength(2);
});

test.skipIf(!capabilities().cgroup.available)('from a cgroup no daemon escapes, and no output is held', async () => {
  const result = await run({ argv: nodeRuns(leavesDaemon, program('daemon')), containment: 'cgroup' });
  expect(result).toMatchObject({ exit_code: 3, tree_exited: true, tree_kill_reliability: 'guaranteed' });
  expect(result).toMatchObject({ signaled_count: 1, stderr_ended: true, warnings: [] });
});

test('with leave_rest the output of what is left is closed, and what was written before is there', async () => {
  // Ends when what it leaves is no longer a copy of the shell.
  const leaves = 'head -c 50000 /dev/zero; sleep 600 & until grep -qx sleep /proc/$!/comm; do :; done; exit 0';
  const result = await run({ argv: ['sh', '-c', leaves], leave_rest: true });
  expect(result).toMatchObject({ exit_code: 0, stdout_bytes: 50_000, stdout_ended: false, tree_exited: false });
  expect(result.survivors).toMatchObject([{ name: 'sleep' }]);
  expect(result.took).toBeLessThan(10_000);
  expect(await endTree(result, { signal: 'SIGKILL' })).toMatchObject({ exited: true, signaled_count: 1 });
});

test('what was written before the end is there also when the event loop was held', async () => {
  const argv = ['sh', '-c', 'head -c 60000 /dev/zero; sleep 600 & exit 0'];
  const running = run({ argv, leave_rest: true });
  // Longer than a held output is waited for, over and over: each turn comes late.
  const late = setInterval(() => Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 250), 1);
  const result = await running;
  clearInterval(late);
  expect(result).toMatchObject({ exit_code: 0, stdout_bytes: 60_000, stdout_ended: false });
  expect(await endTree(result, { signal: 'SIGKILL' })).toMatchObject({ exited: true });
});
