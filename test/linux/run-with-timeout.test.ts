import { existsSync } from 'node:fs';
import { constants } from 'node:os';
import { join } from 'node:path';
import { capabilities } from 'reeve';
import { describe, expect, test } from 'vitest';
import { endTree } from '../helpers/end-tree.js';
import { idle, program } from '../helpers/programs.js';
import { run } from '../helpers/run.js';
import { scratchFolder } from '../helpers/scratch.js';
import { until } from '../helpers/until.js';
import { withoutBirths } from '../helpers/warnings.js';
import { childrenOf, isAlive, membersOf, statusField } from './helpers/proc.js';

const kinds = capabilities().containments.filter((kind) => kind === 'cgroup' || kind === 'group');
// Prints before its processes are born; all of them hold the output open, as descriptor 3.
const stubborn = ['sh', '-c', 'trap "" TERM; echo told; exec "$@" 3>&1 >/dev/null', 'sh', program('tree'), '2', '1'];
// Which nobody acts on who does nothing for it.
const unheard = 'SIGWINCH';

const has = (pid: number, field: 'SigIgn' | 'SigCgt', signal: number) =>
  (BigInt(`0x${statusField(pid, field)}`) & (1n << BigInt(signal - 1))) !== 0n;

/** A run that is called off as soon as its first process, whose pid is asked about, is as far as it has to be. */
async function runUntil(config: Parameters<typeof run>[0], isReady: (pid: number) => boolean): ReturnType<typeof run> {
  const before = new Set(childrenOf(process.pid).map(({ pid }) => pid));
  const caller = new AbortController();
  const running = run(config, { signal: caller.signal });
  const [first] = childrenOf(process.pid).filter(({ pid }) => !before.has(pid));
  await until('the program is ready', () => first !== undefined && isReady(first.pid)).finally(() => caller.abort());
  const result = await running;
  expect(result).toMatchObject({ aborted: true, timed_out: false });
  return result;
}

describe.each(kinds)('in a %s', (containment) => {
  test('a tree that obeys is done long before the grace time is over, without a kill', async () => {
    const config = { argv: [program('tree'), '3', '1'], grace_timeout_ms: 60_000, containment };
    const result = await runUntil(config, (pid) => membersOf(pid).length === 4);
    expect(result).toMatchObject({ signal: 'SIGTERM', exit_code: null, exit_code_source: 'child' });
    expect(result).toMatchObject({ signal_sent: 'SIGTERM', escalated: false, kill_signal: null, signaled_count: 4 });
    expect(result).toMatchObject({ tree_exited: true, survivors: [] });
    expect(withoutBirths(result.warnings)).toEqual([]);
    expect(result.took).toBeLessThan(20_000);
  });

  test('a program that obeys when its time is over costs no grace time', async () => {
    const result = await run({ argv: idle, timeout_ms: 100, grace_timeout_ms: 60_000, containment });
    expect(result).toMatchObject({ timed_out: true, signal: 'SIGTERM', exit_code: null, exit_code_source: 'child' });
    expect(result).toMatchObject({ signal_sent: 'SIGTERM', escalated: false, kill_signal: null, signaled_count: 1 });
    expect(result).toMatchObject({ tree_exited: true, survivors: [] });
    expect(withoutBirths(result.warnings)).toEqual([]);
    expect(result.took).toBeGreaterThanOrEqual(99);
    expect(result.took).toBeLessThan(20_000);
  });

  test('a program that does not obey when its time is over is killed after the grace time', async () => {
    const config = { signal: unheard, timeout_ms: 100, grace_timeout_ms: 150, kill_timeout_ms: 20_000, containment };
    const result = await run({ argv: idle, ...config });
    expect(result).toMatchObject({ timed_out: true, signal: 'SIGKILL', signal_sent: unheard, kill_signal: 'SIGKILL' });
    expect(result).toMatchObject({ escalated: true, tree_exited: true, survivors: [], signaled_count: 1 });
    expect(result.took).toBeGreaterThanOrEqual(249);
  });

  test('a leader that obeys while its children ignore the signal still has them killed', async () => {
    const argv = [program('stubborn_children'), '3'];
    const config = { argv, grace_timeout_ms: 150, kill_timeout_ms: 20_000, containment };
    const { SIGTERM } = constants.signals;
    const result = await runUntil(config, (pid) => membersOf(pid).length === 4 && !has(pid, 'SigIgn', SIGTERM));
    expect(result).toMatchObject({ signal: 'SIGTERM', escalated: true, kill_signal: 'SIGKILL' });
    expect(result).toMatchObject({ tree_exited: true, survivors: [], signaled_count: 4, stdout_ended: true });
    expect(result.took).toBeGreaterThanOrEqual(149);
  });

  test('what a program left behind is killed too when it ignores the signal', async () => {
    const argv = ['sh', '-c', 'trap "" TERM; sleep 600 & exit 3'];
    const result = await run({ argv, grace_timeout_ms: 150, kill_timeout_ms: 20_000, containment });
    expect(result).toMatchObject({ exit_code: 3, timed_out: false, tree_exited: true, stdout_ended: true });
    expect(result).toMatchObject({ escalated: true, kill_signal: 'SIGKILL', signaled_count: 1 });
    expect(result.took).toBeGreaterThanOrEqual(149);
    expect(result.duration_ms).toBeLessThan(result.took - 140);
  });

  test('an exit code given in answer to the signal is told', async () => {
    const { SIGTERM } = constants.signals;
    const config = { argv: [program('exit_on_term'), '42'], containment };
    const result = await runUntil(config, (pid) => has(pid, 'SigCgt', SIGTERM));
    expect(result).toMatchObject({ exit_code: 42, signal: null, escalated: false });
  });

  test('a program that stopped itself is ended', async () => {
    const argv = ['sh', '-c', 'kill -STOP $$'];
    const result = await run({ argv, timeout_ms: 200, grace_timeout_ms: 60_000, containment });
    expect(result).toMatchObject({ timed_out: true, tree_exited: true });
    expect(result.took).toBeLessThan(20_000);
  });

  test('who survives even the kill is named, and the promise is settled without its output', async () => {
    const config = { argv: stubborn, kill_signal: 'SIGTERM', grace_timeout_ms: 20, kill_timeout_ms: 50, containment };
    const result = await runUntil(config, (pid) => membersOf(pid).length === 3);
    expect(result).toMatchObject({ tree_exited: false, exit_code: null, exit_code_source: 'none' });
    expect(result).toMatchObject({ stdout: 'told\n', stdout_ended: false, stderr_ended: false });
    expect(result.survivors.map(({ pid }) => pid).filter(isAlive)).toHaveLength(3);
    expect(result.survivors.map(({ identity }) => identity)).toContain(result.identity);
    expect(result.took).toBeLessThan(20_000);
    expect(await endTree(result, { signal: 'SIGKILL' })).toMatchObject({ exited: true });
  });

  test('who survives even the kill when its time is over is named', async () => {
    const times = { timeout_ms: 100, grace_timeout_ms: 20, kill_timeout_ms: 50 };
    const result = await run({ argv: idle, signal: unheard, kill_signal: unheard, ...times, containment });
    expect(result).toMatchObject({ timed_out: true, tree_exited: false, exit_code: null, exit_code_source: 'none' });
    expect(result).toMatchObject({ stdout_ended: false, survivors: [{ pid: result.pid, identity: result.identity }] });
    expect(await endTree(result, { signal: 'SIGKILL' })).toMatchObject({ exited: true });
  });

  test('an abort while what a program left behind is ended changes nothing', async () => {
    const mark = join(scratchFolder(), 'left');
    // Ends when what it leaves can tell that it was asked.
    const left = `(trap ': > "$0.asked"' TERM; : > "$0.up"; while :; do sleep 0.01; done) &`;
    const argv = ['sh', '-c', `${left} until [ -e "$0.up" ]; do sleep 0.01; done; exit 3`, mark];
    const caller = new AbortController();
    const config = { argv, grace_timeout_ms: 600, kill_timeout_ms: 20_000, containment };
    const running = run(config, { signal: caller.signal });
    await until('what is left is asked', () => existsSync(`${mark}.asked`)).finally(() => caller.abort());
    expect(await running).toMatchObject({ exit_code: 3, aborted: false, timed_out: false, tree_exited: true });
  });
});

test('a signal that somebody else sent is a result', async () => {
  const result = await run({ argv: ['sh', '-c', 'kill -KILL $$'] });
  expect(result).toMatchObject({ exit_code: null, signal: 'SIGKILL', exit_code_source: 'child', signal_sent: null });
  expect(result).toMatchObject({ timed_out: false, warnings: [] });
});
