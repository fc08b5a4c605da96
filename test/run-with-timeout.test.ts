import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { checkIdentity, waitPid } from 'reeve';
import { describe, expect, test } from 'vitest';
import { endTree } from './helpers/end-tree.js';
import { rejection } from './helpers/error-record.js';
import { exits, idle, program, says } from './helpers/programs.js';
import { run } from './helpers/run.js';
import { scratchFolder } from './helpers/scratch.js';
import { system } from './helpers/system.js';
import { ReeveWorker } from './helpers/worker.js';

const inTime = { timed_out: false, aborted: false };
const allGone = { tree_exited: true, survivors: [] };
const numbersIn = (text: string | null) => (text?.match(/\d+/g) ?? []).map(Number);

describe.each(system.containments)('in a %s', (containment) => {
  test('a program that ends by itself tells its exit code and what it wrote', async () => {
    const result = await run({ argv: says('out', 'err'), containment });
    const exit_code_source = system.exitSourceOf(containment);
    expect(result).toMatchObject({ exit_code: 0, signal: null, exit_code_source, ...inTime, ...allGone });
    expect(result).toMatchObject({ stdout: 'out\n', stdout_bytes: 4, stdout_truncated: false, stdout_ended: true });
    expect(result).toMatchObject({ stderr: 'err\n', stderr_bytes: 4, stderr_truncated: false, stderr_ended: true });
    expect(result.containment.kind).toBe(system.kindOf(containment));
    expect(result.tree_kill_reliability).toBe(containment === 'group' ? 'best_effort' : 'guaranteed');
    expect(result.duration_ms).toBeGreaterThan(0);
    expect(result.duration_ms).toBeLessThanOrEqual(result.took);
  });

  test('who does not obey when the time is over is killed', async () => {
    const ending = { signal: system.unheeded, timeout_ms: 100, grace_timeout_ms: 100 };
    const result = await run({ argv: [program('ignore_term')], ...ending, containment });
    expect(result).toMatchObject({ timed_out: true, escalated: true, kill_signal: 'SIGKILL', ...system.killed });
    expect(result).toMatchObject(allGone);
  });

  test('what a program leaves behind when it ends by itself is ended too', async () => {
    const result = await run({ argv: [program('orphans'), '3'], grace_timeout_ms: 20_000, containment });
    expect(result).toMatchObject({ exit_code: 0, ...inTime, ...allGone, stdout_ended: true });
    expect(numbersIn(result.stdout)).toHaveLength(3);
    expect(numbersIn(result.stdout).filter(system.isAlive)).toEqual([]);
    expect(result.signaled_count).toEqual(system.processes(3));
    expect(result.took).toBeLessThan(10_000);
  });

  test('with leave_rest it is left and named, and the result leads to it', async () => {
    const result = await run({
      argv: [program('orphans'), '3'],
      leave_rest: true,
      on_parent_exit: 'leave',
      containment,
    });
    expect(result).toMatchObject({ exit_code: 0, ...inTime, tree_exited: false, signaled_count: 0, signal_sent: null });
    const left = numbersIn(result.stdout);
    expect(left.filter(system.isAlive)).toHaveLength(3);
    expect(result.survivors.map(({ pid }) => pid)).toEqual(expect.arrayContaining(left));
    const record = JSON.parse(JSON.stringify(result));
    expect(await endTree(record, { signal: 'SIGKILL' })).toMatchObject({ exited: true });
    expect(left.filter(system.isAlive)).toEqual([]);
  });

  test('with leave_rest a tree whose time is over is ended all the same', async () => {
    const config = { timeout_ms: 100, signal: 'SIGKILL', leave_rest: true, containment };
    expect(await run({ argv: [program('tree'), '1', '2'], ...config })).toMatchObject({ timed_out: true, ...allGone });
  });

  test('no grace is spent on a program that has ended', async () => {
    const result = await run({ argv: exits(7), grace_timeout_ms: 60_000, containment });
    expect(result).toMatchObject({ exit_code: 7, ...inTime, ...allGone });
    expect(result.took).toBeLessThan(10_000);
  });
});

// All at once: the time has to suffice for the trees to stand on a busy machine.
test('when the time is over the whole tree is ended, and what it wrote is kept', async () => {
  const config = { argv: [program('tree'), '2', '1'], timeout_ms: 4000, signal: 'SIGKILL' };
  for (const result of await Promise.all(system.containments.map((containment) => run({ ...config, containment })))) {
    expect(result).toMatchObject({ timed_out: true, aborted: false, ...system.killed, ...allGone });
    expect(result).toMatchObject({ stdout_ended: true, signal_sent: 'SIGKILL', escalated: false });
    expect(result.signaled_count).toEqual(system.processes(3));
    expect(result.stdout?.trim()).toBe('ready 3');
    expect(result.duration_ms).toBeGreaterThanOrEqual(3999);
  }
});

test('the record is that of the process, also after its end', async () => {
  const result = await run({ argv: exits(42) });
  const record = JSON.parse(JSON.stringify(result));
  expect(await waitPid(record)).toMatchObject({ exited: true, exit_code: 42, identity: result.identity });
  expect(checkIdentity(record)).toMatchObject({ status: 'gone' });
});

test('without a time-out a program may take its time', async () => {
  expect(await run({ argv: exits(3, 300), timeout_ms: null })).toMatchObject({ exit_code: 3, ...inTime });
});

test('an output that goes elsewhere is not captured', async () => {
  const file = join(scratchFolder(), 'out');
  const result = await run({ argv: says('out', 'err'), stdout: { file }, stderr: 'ignore' });
  expect(readFileSync(file, 'utf8')).toBe('out\n');
  expect(result).toMatchObject({ stdout: null, stdout_bytes: null, stdout_truncated: null, stdout_ended: null });
  expect(result).toMatchObject({ stderr: null, stdout_buffer: null, stderr_buffer: null });
});

test('a program that can not be started is an error', async () => {
  expect(await rejection(run({ argv: ['no-such-command-of-reeve'] }))).toMatchObject({ code: 'ENOENT' });
  const cwd = join(scratchFolder(), 'nowhere');
  expect(await rejection(run({ argv: idle, cwd, input: 'hello' }))).toMatchObject({ code: 'ENOENT' });
});

test('many runs at once keep their outputs apart', async () => {
  const numbers = Array.from({ length: system.many / 4 }, (_, at) => String(at));
  const results = await Promise.all(numbers.map((number) => run({ argv: says(number, `e${number}`) })));
  expect(results.map(({ stdout }) => stdout?.trim())).toEqual(numbers);
  expect(results.map(({ stderr }) => stderr?.trim())).toEqual(numbers.map((number) => `e${number}`));
});

test('a worker runs programs too', async () => {
  const worker = new ReeveWorker();
  const config = { argv: says('out', 'err'), timeout_ms: 60_000 };
  const result = await worker.call('runWithTimeout', [config], 'run-with-timeout-result');
  expect(result).toMatchObject({ exit_code: 0, stdout: 'out\n', stderr: 'err\n' });
  const late = { argv: idle, timeout_ms: 50, signal: 'SIGKILL' };
  expect(await worker.call('runWithTimeout', [late], 'run-with-timeout-result')).toMatchObject({ timed_out: true });
});
