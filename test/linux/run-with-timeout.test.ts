import { capabilities } from 'reeve';
import { describe, expect, test } from 'vitest';
import { endTree } from '../helpers/end-tree.js';
import { program } from '../helpers/programs.js';
import { run } from '../helpers/run.js';
import { isAlive } from './helpers/proc.js';

const kinds = capabilities().containments.filter((kind) => kind === 'cgroup' || kind === 'group');
const stubborn = ['sh', '-c', 'trap "" TERM; exec "$@"', 'sh', program('tree'), '2', '1'];

describe.each(kinds)('in a %s', (containment) => {
  test('a tree that obeys is done long before the grace time is over, without a kill', async () => {
    const config = { timeout_ms: 300, grace_timeout_ms: 60_000, containment };
    const result = await run({ argv: [program('tree'), '3', '1'], ...config });
    expect(result).toMatchObject({ timed_out: true, signal: 'SIGTERM', exit_code: null, exit_code_source: 'child' });
    expect(result).toMatchObject({ signal_sent: 'SIGTERM', escalated: false, kill_signal: null, signaled_count: 4 });
    expect(result).toMatchObject({ tree_exited: true, survivors: [], warnings: [] });
    expect(result.took).toBeLessThan(10_000);
  });

  test('a leader that obeys while its children ignore the signal still has them killed', async () => {
    const config = { timeout_ms: 300, grace_timeout_ms: 150, containment };
    const result = await run({ argv: [program('stubborn_children'), '3'], ...config });
    expect(result).toMatchObject({ timed_out: true, signal: 'SIGTERM', escalated: true, kill_signal: 'SIGKILL' });
    expect(result).toMatchObject({ tree_exited: true, survivors: [], signaled_count: 4, stdout_ended: true });
    expect(result.took).toBeGreaterThanOrEqual(449);
  });

  test('what a program left behind is killed too when it ignores the signal', async () => {
    const argv = ['sh', '-c', 'trap "" TERM; sleep 600 & exit 3'];
    const result = await run({ argv, grace_timeout_ms: 150, containment });
    expect(result).toMatchObject({ exit_code: 3, timed_out: false, tree_exited: true, stdout_ended: true });
    expect(result).toMatchObject({ escalated: true, kill_signal: 'SIGKILL', signaled_count: 1 });
    expect(result.took).toBeGreaterThanOrEqual(149);
    expect(result.duration_ms).toBeLessThan(result.took - 140);
  });

  test('an exit code given in answer to the signal is told', async () => {
    const result = await run({ argv: [program('exit_on_term'), '42'], timeout_ms: 500, containment });
    expect(result).toMatchObject({ timed_out: true, exit_code: 42, signal: null, escalated: false });
  });

  test('a program that stopped itself is ended', async () => {
    const argv = ['sh', '-c', 'kill -STOP $$'];
    const result = await run({ argv, timeout_ms: 200, grace_timeout_ms: 60_000, containment });
    expect(result).toMatchObject({ timed_out: true, tree_exited: true });
    expect(result.took).toBeLessThan(10_000);
  });

  test('who survives even the kill is named, and the promise is settled without its output', async () => {
    const config = { timeout_ms: 300, kill_signal: 'SIGTERM', grace_timeout_ms: 20, kill_timeout_ms: 50, containment };
    const result = await run({ argv: stubborn, ...config });
    expect(result).toMatchObject({ timed_out: true, tree_exited: false, exit_code: null, exit_code_source: 'none' });
    expect(result).toMatchObject({ stdout: 'ready 3\n', stdout_ended: false, stderr_ended: false });
    expect(result.survivors.map(({ pid }) => pid).filter(isAlive)).toHaveLength(3);
    expect(result.survivors.map(({ identity }) => identity)).toContain(result.identity);
    expect(result.took).toBeLessThan(5000);
    expect(await endTree(result, { signal: 'SIGKILL' })).toMatchObject({ exited: true });
  });

  test('an abort while what a program left behind is ended changes nothing', async () => {
    const argv = ['sh', '-c', 'trap "" TERM; sleep 600 & exit 3'];
    const options = { signal: AbortSignal.timeout(300) };
    const result = await run({ argv, grace_timeout_ms: 600, containment }, options);
    expect(result).toMatchObject({ exit_code: 3, aborted: false, timed_out: false, tree_exited: true });
  });
});

test('a signal that somebody else sent is a result', async () => {
  const result = await run({ argv: ['sh', '-c', 'kill -KILL $$'] });
  expect(result).toMatchObject({ exit_code: null, signal: 'SIGKILL', exit_code_source: 'child', signal_sent: null });
  expect(result).toMatchObject({ timed_out: false, warnings: [] });
});
