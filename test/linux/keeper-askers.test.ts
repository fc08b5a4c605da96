import { execFileSync } from 'node:child_process';
import { capabilities, type SpawnInGroupResult, waitPid } from 'reeve';
import { describe, expect, test } from 'vitest';
import { endTree } from '../helpers/end-tree.js';
import { start, startReady } from '../helpers/jobs.js';
import { linesOf } from '../helpers/lines.js';
import { idle, program } from '../helpers/programs.js';
import { Remote } from '../helpers/remote.js';
import { keeperOf, startKept, untilKeeperEnds } from './helpers/keeper.js';
import { asNobody, needsRoot } from './helpers/privileges.js';
import { isAlive } from './helpers/proc.js';
import { whileStopped } from './helpers/stopped.js';

const asks = (job: SpawnInGroupResult, word: string) => [
  program('asks_keeper'),
  job.containment.cookie as string,
  word,
];

/** Asks the keeper for the end, through its socket; how many messages it was told. */
function askForEnd(job: SpawnInGroupResult, under: string[] = []): number {
  const [command, ...args] = [...under, ...asks(job, 'end')];
  return Number(execFileSync(command as string, args, { encoding: 'utf8' }));
}

describe.runIf(capabilities().keeper.available)("a keeper's socket", () => {
  test('serves its own user', async () => {
    const job = startKept({ argv: [program('ignore_term')] });
    // It runs; it has ended; nothing is left.
    expect(askForEnd(job)).toBe(3);
    expect(await waitPid(job)).toMatchObject({ exited: true, signal: 'SIGKILL', exit_code_source: 'keeper' });
  });

  test('tells nobody else anything, and does nothing for them', async (ctx) => {
    needsRoot(ctx);
    const job = startKept({ argv: idle });
    expect(askForEnd(job, asNobody)).toBe(0);
    expect(await waitPid(job, { timeout_ms: 100 })).toMatchObject({ exited: false });
    expect([job.pid, keeperOf(job).pid].every(isAlive)).toBe(true);
    expect(await endTree(job, { signal: 'SIGKILL' })).toMatchObject({ tree_kill_reliability: 'guaranteed' });
  });

  test('gets over what it does not understand', async () => {
    const job = startKept({ argv: idle });
    const asker = start({ argv: asks(job, 'noise'), containment: 'group', stdin: 'pipe', stdout: 'pipe' });
    await linesOf(asker.stdout)();
    expect(isAlive(job.pid)).toBe(true);
    expect(await endTree(job, { signal: 'SIGKILL' })).toMatchObject({
      exited: true,
      tree_kill_reliability: 'guaranteed',
    });
  });

  test('that is crowded out keeps nobody from ending the job', async () => {
    const { job } = await startReady({ argv: [program('orphans'), '5'], containment: 'keeper' });
    const crowd = start({ argv: asks(job, 'crowd'), containment: 'group', stdin: 'pipe', stdout: 'pipe' });
    await linesOf(crowd.stdout)();
    expect(await endTree(job, { signal: 'SIGKILL' })).toMatchObject({ exited: true, survivors: [] });
    await untilKeeperEnds(job);
  });

  test('that is in another network is not reached, and the job ended by its record', async (ctx) => {
    needsRoot(ctx);
    const remote = await Remote.start('remote.mjs', ['unshare', '--net']);
    const { job } = await startReady({ argv: [program('daemon'), 'keep'], containment: 'keeper' });
    const ended = await remote.call('terminateTree', [job], 'terminate-tree-result');
    expect(ended).toMatchObject({ exited: true, survivors: [], tree_kill_reliability: 'best_effort' });
    await untilKeeperEnds(job);
  });
});

describe.runIf(capabilities().keeper.available)("another user's kept job", () => {
  test('is not ended: the result tells of the refusal and of the survivors', async (ctx) => {
    needsRoot(ctx);
    const nobody = await Remote.start('remote.mjs', asNobody);
    const job = startKept({ argv: idle });
    const config = { grace_timeout_ms: 50, kill_timeout_ms: 100 };
    const ended = await nobody.call('terminateTree', [job, config], 'terminate-tree-result');
    expect(ended).toMatchObject({ exited: false, timed_out: true, signaled_count: 0, signal_sent: null });
    expect(ended).toMatchObject({ survivors: [{ pid: job.pid, identity: job.identity }] });
    expect(ended).toMatchObject({ tree_kill_reliability: 'best_effort' });
    expect(ended.warnings).toContainEqual(expect.stringContaining('EPERM'));
    expect([job.pid, keeperOf(job).pid].every(isAlive)).toBe(true);
  });

  test('is waited for', async (ctx) => {
    needsRoot(ctx);
    const nobody = await Remote.start('remote.mjs', asNobody);
    const job = startKept({ argv: ['sh', '-c', 'read word; exit 5'], stdin: 'pipe' });
    expect(await nobody.call('waitPid', [job, { timeout_ms: 50 }], 'wait-pid-result')).toMatchObject({ exited: false });
    const wait = nobody.call('waitPid', [job], 'wait-pid-result');
    await nobody.call('checkIdentity', [job], 'identity-check');
    // To another user the zombie tells nothing, and the kernel does only when it is reaped.
    await whileStopped(nobody.pid, async () => {
      job.stdin?.end('\n');
      expect(await waitPid(job)).toMatchObject({ exit_code: 5, exit_code_source: 'keeper' });
    });
    const told = capabilities().exit_info ? { exit_code: 5, exit_code_source: 'kernel' } : { exit_code: null };
    expect(await wait).toMatchObject({ exited: true, ...told });
  });

  test('whose processes are ours is ended by us, though its keeper is not', async (ctx) => {
    needsRoot(ctx);
    const nobody = await Remote.start('remote.mjs', asNobody);
    const argv = [program('orphans'), '3'];
    const { job } = await startReady({ argv, containment: 'keeper', uid: 65534, gid: 65534 });
    const ended = await nobody.call(
      'terminateTree',
      [job, { signal: 'SIGKILL', kill_timeout_ms: 20_000 }],
      'terminate-tree-result',
    );
    expect(ended).toMatchObject({ exited: true, survivors: [], tree_kill_reliability: 'best_effort' });
    await untilKeeperEnds(job);
  });
});
