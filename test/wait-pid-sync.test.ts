import { getProcess, type ProcessRef, terminateTreeSync, waitPid, waitPidSync } from 'reeve';
import { expect, test } from 'vitest';
import { startFoster } from './helpers/foster.js';
import { start } from './helpers/jobs.js';
import { leastTime } from './helpers/least-time.js';
import { runNode } from './helpers/node-program.js';
import { atPace } from './helpers/pace.js';
import { exits, idle, program } from './helpers/programs.js';
import { expectValid } from './helpers/schemas.js';
import { system } from './helpers/system.js';

function wait(ref: ProcessRef, options = {}) {
  const result = waitPidSync(ref, options);
  expectValid('wait-pid-result', result);
  return result;
}

test('the end of a child is waited for on the spot', () => {
  const job = start({ argv: exits(42, 100) });
  expect(wait(job)).toMatchObject({ exited: true, exit_code: 42, exit_code_source: 'child', identity: job.identity });
  expect(wait(job)).toMatchObject({ exited: true, exit_code: 42, exit_code_source: 'child' });
});

test('a time-out is a result here too, and in time', async () => {
  const job = start({ argv: idle });
  const took = await leastTime(() => {
    expect(wait(job, { timeout_ms: 100 })).toMatchObject({ exited: false, timed_out: true, exit_code_source: 'none' });
  });
  expect(took).toBeGreaterThanOrEqual(99);
  expect(took).toBeLessThan(atPace(400));
  expect(wait(job, { timeout_ms: 0 })).toMatchObject({ exited: false, timed_out: true });
});

test('a promise for the same process is settled afterwards', async () => {
  const job = start({ argv: exits(6) });
  const promise = waitPid(job);
  expect(wait(job)).toMatchObject({ exit_code: 6 });
  expect(await promise).toMatchObject({ exit_code: 6, exit_code_source: 'child' });
});

test('a process of another parent is waited for on the spot', async () => {
  const foster = await startFoster(8);
  const record = getProcess(foster.child);
  expect(wait(record, { timeout_ms: 30 })).toMatchObject({ exited: false, timed_out: true });
  const closing = foster.endAndReap();
  expect(wait(record, { timeout_ms: 10_000 })).toMatchObject({ exited: true, identity: record.identity });
  await closing;
});

test('what waitPid refuses is refused', () => {
  expect(() => waitPidSync(process.pid)).toThrow(expect.objectContaining({ code: 'ERR_INVALID_ARG' }));
  expect(() => waitPidSync(2 ** 31 - 1)).toThrow(expect.objectContaining({ code: 'ESRCH' }));
  expect(wait(process.pid, { timeout_ms: 10 })).toMatchObject({ timed_out: true });
});

test('jobs are ended and waited for in the exit hook of a program', async () => {
  const code = `import { spawnInGroup, terminateTreeSync, waitPidSync } from 'reeve';
    const [idle, exits] = process.argv.slice(1);
    const job = spawnInGroup({ argv: [idle] });
    const short = spawnInGroup({ argv: [exits, '9', '100'] });
    process.on('exit', () => {
      const all = [terminateTreeSync(job, { signal: 'SIGKILL' }), waitPidSync(job), waitPidSync(short)];
      process.stdout.write(JSON.stringify(all));
      process.exitCode = 3;
    });`;
  const ended = await runNode(code, [program('idle'), program('exits')]);
  expect(ended).toMatchObject({ code: 3, signal: null, stderr: '' });
  const [tree, first, second] = JSON.parse(ended.stdout);
  expectValid('terminate-tree-result', tree);
  for (const result of [first, second]) expectValid('wait-pid-result', result);
  expect(tree).toMatchObject({ exited: true, signal_sent: 'SIGKILL' });
  expect(first).toMatchObject({ exited: true, ...system.killed });
  expect(second).toMatchObject({ exited: true, exit_code: 9 });
});

test('a job is ended in the exit hook after process.exit with promises pending', async () => {
  const code = `import { spawnInGroup, terminateTree, terminateTreeSync, waitPid } from 'reeve';
    const job = spawnInGroup({ argv: [process.argv[1]], stdout: 'ignore' });
    waitPid(job).then(() => console.log('never'));
    terminateTree(job).then(() => console.log('never'));
    process.on('exit', () => console.log(terminateTreeSync(job, { signal: 'KILL' }).exited));
    process.exit();`;
  const ended = await runNode(code, [program('ignore_term')]);
  expect(ended).toMatchObject({ code: 0, signal: null, stdout: 'true\n', stderr: '' });
});

test.each(system.containments)('a tree is ended on the spot: containment %s', (containment) => {
  const job = start({ argv: [program('tree'), '2', '2'], stdout: 'ignore', containment });
  const result = terminateTreeSync(job, { signal: 'SIGKILL' });
  expectValid('terminate-tree-result', result);
  expect(result).toMatchObject({ exited: true, escalated: false, survivors: [] });
  const stubborn = start({ argv: [program('ignore_term')], stdout: 'ignore', containment });
  const forced = terminateTreeSync(stubborn, { grace_timeout_ms: 50 });
  expectValid('terminate-tree-result', forced);
  expect(forced).toMatchObject({ exited: true, survivors: [] });
});

test('terminateTreeSync of a tree already gone is success', () => {
  const job = start({ argv: exits(0) });
  wait(job);
  const result = terminateTreeSync(job);
  expectValid('terminate-tree-result', result);
  expect(result).toMatchObject({ exited: true, signaled_count: system.processes(0), signal_sent: null });
});
