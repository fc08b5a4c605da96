import { readdirSync, readlinkSync } from 'node:fs';
import { capabilities, getProcess, type SpawnInGroupResult } from 'reeve';
import { expect, test } from 'vitest';
import { startFoster } from '../helpers/foster.js';
import { program } from '../helpers/programs.js';
import { Remote } from '../helpers/remote.js';
import { until } from '../helpers/until.js';
import { isAlive } from './helpers/proc.js';
import { whileStopped } from './helpers/stopped.js';

async function startFew() {
  const remote = await Remote.start('few-descriptors.mjs', ['prlimit', '--nofile=64:64']);
  await remote.call('capabilities', [], 'capabilities'); // the first use opens what stays open
  return remote;
}

/** What its descriptors lead to. */
function opened(pid: number): string[] {
  return readdirSync(`/proc/${pid}/fd`).flatMap((fd) => {
    try {
      return [readlinkSync(`/proc/${pid}/fd/${fd}`)];
    } catch {
      return [];
    }
  });
}

const kinds = ['auto', 'group', ...(capabilities().keeper.available ? ['keeper'] : [])];
const cases = ['terminateTree', 'terminateTreeSync'].flatMap((verb) => kinds.map((kind) => [verb, kind] as const));
const looking = expect.stringContaining('looking every 20 ms');

async function spawn(remote: Remote, argv: string[], containment = 'auto') {
  const config = { argv, containment, stdin: 'ignore', stdout: 'ignore', stderr: 'ignore' };
  return remote.call<SpawnInGroupResult>('spawnInGroup', [config], 'spawn-in-group-result');
}

test('a child is waited for without a descriptor', async () => {
  const remote = await startFew();
  const job = await spawn(remote, ['sh', '-c', 'sleep 0.3; exit 42']);
  expect(await remote.call<number>('useUp', [])).toBeGreaterThan(0);
  const expected = { exited: true, exit_code: 42, exit_code_source: 'child', warnings: [] };
  expect(await remote.call('waitPid', [job], 'wait-pid-result')).toMatchObject(expected);
  expect(await remote.call('waitPid', [job.pid], 'wait-pid-result')).toMatchObject(expected);
});

test('a stranger is waited for by looking, and a warning says so', async () => {
  const remote = await startFew();
  const foster = await startFoster(5);
  const record = getProcess(foster.child);
  await remote.call('useUp', []);
  const early = await remote.call('waitPid', [record, { timeout_ms: 50 }], 'wait-pid-result');
  expect(early).toMatchObject({ exited: false, timed_out: true, warnings: [looking] });
  const wait = remote.call('waitPid', [record], 'wait-pid-result');
  await remote.call('waitPid', [record, { timeout_ms: 0 }], 'wait-pid-result');
  // A look at the zombie would tell how it ended.
  await whileStopped(remote.pid, () => foster.endAndReap());
  const result = await wait;
  expect(result).toMatchObject({ exited: true, exit_code: null, exit_code_source: 'unknown' });
  expect(result.warnings).toContainEqual(looking);
});

test('a stranger that stays a zombie still tells how it ended', async () => {
  const remote = await startFew();
  const foster = await startFoster(5);
  await remote.call('useUp', []);
  const wait = remote.call('waitPid', [foster.child], 'wait-pid-result');
  await foster.end();
  expect(await wait).toMatchObject({ exited: true, exit_code: 5, exit_code_source: 'procfs' });
});

test('a job is not started without a descriptor, and nothing is left of the attempt', async () => {
  const remote = await startFew();
  await remote.call('waitPid', [await spawn(remote, ['true'])], 'wait-pid-result');
  // What is given back after all are used up would be enough for a start.
  await until('nothing of that is open', () => !opened(remote.pid).some((name) => /pidfd|cgroup/.test(name)));
  await remote.call('useUp', []);
  const config = { argv: ['sleep', '1000'] };
  expect(await remote.refusal('spawnInGroup', [config])).toMatchObject({ name: 'ReeveError', code: 'EMFILE' });
  await remote.call('giveBack', []);
  const job = await spawn(remote, ['sleep', '1000']);
  expect(await remote.call('terminateTree', [job], 'terminate-tree-result')).toMatchObject({ exited: true });
});

test.each(cases)('a tree is ended without a descriptor: %s, containment %s', async (verb, containment) => {
  const remote = await startFew();
  const job = await spawn(remote, [program('tree'), '3', '1'], containment);
  await remote.call('useUp', []);
  const result = await remote.call(verb, [job], 'terminate-tree-result');
  expect(result).toMatchObject({ exited: true, escalated: false, timed_out: false, survivors: [] });
  expect(isAlive(job.pid)).toBe(false);
});

test('ancestors are protected without a descriptor', async () => {
  const remote = await startFew();
  await spawn(remote, ['true']);
  await remote.call('useUp', []);
  for (const pid of [1, remote.pid, process.pid]) {
    const refusal = await remote.refusal('terminateTree', [pid, { dry_run: true }]);
    expect(refusal).toMatchObject({ code: 'ERR_PROTECTED_PROCESS' });
  }
  await remote.call('giveBack', []);
});

test('looks at a process say EMFILE, and work again as soon as there is a descriptor', async () => {
  const remote = await startFew();
  await remote.call('useUp', []);
  for (const verb of ['getProcess', 'checkIdentity']) {
    expect(await remote.refusal(verb, [process.pid])).toMatchObject({ name: 'ReeveError', code: 'EMFILE' });
  }
  await remote.call('giveBack', [4]);
  expect(await remote.call('getProcess', [process.pid], 'process-info')).toMatchObject({ pid: process.pid });
  expect(await remote.call('checkIdentity', [process.pid], 'identity-check')).toMatchObject({ status: 'unknown' });
});
