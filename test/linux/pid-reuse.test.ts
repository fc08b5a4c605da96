import type { ProcessInfo, SpawnInGroupResult } from 'reeve';
import { expect, type TestContext, test } from 'vitest';
import type { Remote } from '../helpers/remote.js';
import { startInPidNamespace } from './helpers/pid-namespace.js';

const config = { argv: ['sh', '-c', 'exit 7'], stdout: 'ignore' };
const reused = { name: 'ReeveError', code: 'ERR_PROCESS_REUSED' };

/** A victim that reeve started and that ended with code 7, and an innocent process that has its pid now. */
async function reuse(ctx: TestContext, containment = 'auto') {
  const inside = await startInPidNamespace(ctx);
  const victim = await inside.call<SpawnInGroupResult>(
    'spawnInGroup',
    [{ ...config, containment }],
    'spawn-in-group-result',
  );
  const end = await inside.call('waitPid', [victim], 'wait-pid-result');
  expect(end).toMatchObject({ exit_code: 7, exit_code_source: 'child' });
  await inside.call('takePid', [victim.pid]);
  return { inside, victim };
}

async function expectUnharmed(inside: Remote, pid: number) {
  const info = await inside.call('getProcess', [pid], 'process-info');
  expect(info).toMatchObject({ state: 'sleeping', cmdline: ['sleep', '1000'] });
  expect(await inside.call('stateOf', [pid])).toBe('S');
  expect(await inside.call('endInnocent', [pid])).toEqual({ code: null, signal: 'SIGKILL' });
}

test('a record tells its process from a later one with its pid', async (ctx) => {
  const { inside, victim } = await reuse(ctx);
  const check = await inside.call('checkIdentity', [victim], 'identity-check');
  expect(check).toMatchObject({ pid: victim.pid, status: 'reused', basis: 'identity', zombie: false });
  expect(check.identity).not.toBe(victim.identity);
  expect(await inside.refusal('getProcess', [victim])).toMatchObject(reused);
  const innocent = await inside.call<ProcessInfo>('getProcess', [victim.pid], 'process-info');
  expect(await inside.call('checkIdentity', [innocent], 'identity-check')).toMatchObject({ status: 'same' });
  await expectUnharmed(inside, victim.pid);
});

for (const containment of ['auto', 'group']) {
  test(`ending the tree of a process whose pid is another's now is refused: containment ${containment}`, async (ctx) => {
    const { inside, victim } = await reuse(ctx, containment);
    const { pid, identity } = victim;
    for (const ref of [victim, { pid, identity }]) {
      for (const verb of ['terminateTree', 'terminateTreeSync']) {
        const refusal = await inside.refusal(verb, [ref, { signal: 'SIGKILL', kill_timeout_ms: 100 }]);
        expect(refusal).toMatchObject(reused);
        expect(refusal.record).toMatchObject({ pid, errno: null, syscall: null });
      }
    }
    await expectUnharmed(inside, pid);
  });
}

test("no signal goes to a process that has another's pid now, and nothing is told of it as the other", async (ctx) => {
  const { inside, victim } = await reuse(ctx);
  for (const verb of ['sendSignal', 'sendSignalGroup']) {
    expect(await inside.refusal(verb, [victim, 'SIGKILL'])).toMatchObject(reused);
  }
  for (const verb of ['terminate', 'forceKill', 'descendants', 'ancestors', 'killDescendants', 'processStats']) {
    expect(await inside.refusal(verb, [victim])).toMatchObject(reused);
  }
  const many = await inside.call('forceKillMany', [[victim]], 'signal-many-result');
  expect(many).toMatchObject({
    succeeded: [],
    failed: [{ pid: victim.pid, identity: victim.identity, code: 'ERR_PROCESS_REUSED' }],
  });
  const stats = await inside.call('processStats', [[victim]], 'process-stats-list');
  expect(stats).toMatchObject({ processes: [], missing: [{ pid: victim.pid, code: 'ERR_PROCESS_REUSED' }] });
  await expectUnharmed(inside, victim.pid);
});

test('the exit code of a child whose pid is reused is remembered', async (ctx) => {
  const { inside, victim } = await reuse(ctx);
  const expected = { exited: true, exit_code: 7, exit_code_source: 'child', identity: victim.identity };
  expect(await inside.call('waitPid', [victim], 'wait-pid-result')).toMatchObject(expected);
  expect(await inside.call('waitPidSync', [victim], 'wait-pid-result')).toMatchObject(expected);
  const bare = await inside.call('waitPid', [victim.pid, { timeout_ms: 0 }], 'wait-pid-result');
  expect(bare).toMatchObject({ exited: false, timed_out: true });
  await expectUnharmed(inside, victim.pid);
});

test('a process that never saw the victim says that it ended, and not how', async (ctx) => {
  const { inside, victim } = await reuse(ctx);
  const fresh = await inside.call('freshWait', [{ pid: victim.pid, identity: victim.identity }], 'wait-pid-result');
  expect(fresh).toMatchObject({ exited: true, exit_code: null, signal: null, exit_code_source: 'unknown' });
  expect(fresh.warnings).toEqual([expect.stringContaining('pid')]);
  await expectUnharmed(inside, victim.pid);
});

test('a later child of reeve is not taken for the one on record that had its pid', async (ctx) => {
  const { inside, victim } = await reuse(ctx);
  await inside.call('endInnocent', [victim.pid]);
  const later = await inside.call<SpawnInGroupResult>('takePidByReeve', [victim.pid, { argv: ['sleep', '1000'] }]);
  expect(later.pid).toBe(victim.pid);
  expect(await inside.call('waitPid', [victim], 'wait-pid-result')).toMatchObject({ exit_code: 7 });
  expect(await inside.refusal('terminateTree', [victim])).toMatchObject(reused);
  expect(await inside.call('checkIdentity', [later], 'identity-check')).toMatchObject({ status: 'same' });
  const end = await inside.call('terminateTree', [later], 'terminate-tree-result');
  expect(end).toMatchObject({ exited: true, signaled_count: 1 });
  expect(await inside.call('waitPid', [later], 'wait-pid-result')).toMatchObject({ signal: 'SIGTERM' });
  expect(await inside.call('waitPid', [victim], 'wait-pid-result')).toMatchObject({ exit_code: 7 });
});

test('a record with only a start time is refused when the pid is of a much later process', async (ctx) => {
  const { inside, victim } = await reuse(ctx);
  const start_time_unix_ms = (victim.start_time_unix_ms ?? 0) - 10_000;
  const old = { pid: victim.pid, start_time_unix_ms };
  const check = await inside.call('checkIdentity', [old], 'identity-check');
  expect(check).toMatchObject({ status: 'reused', basis: 'start_time' });
  expect(await inside.refusal('getProcess', [old])).toMatchObject(reused);
  expect(await inside.refusal('terminateTree', [old])).toMatchObject(reused);
  await expectUnharmed(inside, victim.pid);
});
