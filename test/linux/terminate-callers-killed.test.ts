import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { capabilities, type SpawnInGroupResult, type TerminateTreeConfig, waitPid } from 'reeve';
import { describe, expect, test } from 'vitest';
import { endedBy, endTree } from '../helpers/end-tree.js';
import { startHeld } from '../helpers/held.js';
import { program } from '../helpers/programs.js';
import { Remote } from '../helpers/remote.js';
import { nodeEnvironment } from '../helpers/sanitizer.js';
import { until } from '../helpers/until.js';
import { isAlive, membersOf, readStat } from './helpers/proc.js';

const kinds = capabilities().containments.filter((kind) => kind === 'cgroup' || kind === 'keeper' || kind === 'group');
const entry = new URL('../../dist/index.js', import.meta.url).href;

interface Caller {
  child: ChildProcess;
  closed: Promise<unknown>;
}

/** Another program that begins to end this job; resolves once it is about to. */
async function startCaller(job: SpawnInGroupResult, config: TerminateTreeConfig): Promise<Caller> {
  const source = `import(process.argv[1]).then((reeve) => {
    require('fs').writeSync(1, 'now\\n');
    return reeve.terminateTree(JSON.parse(process.argv[2]), JSON.parse(process.argv[3]));
  })`;
  const child = spawn(process.execPath, ['-e', source, entry, JSON.stringify(job), JSON.stringify(config)], {
    env: { ...process.env, ...nodeEnvironment },
    stdio: ['ignore', 'pipe', 2],
  });
  const closed = once(child, 'close');
  await once(child.stdout as NonNullable<typeof child.stdout>, 'data');
  return { child, closed };
}

async function kill({ child, closed }: Caller): Promise<void> {
  child.kill('SIGKILL');
  await closed;
}

const stopped = (pgid: number) => membersOf(pgid).filter((pid) => readStat(pid)?.state === 'T');

describe('a caller that is killed', () => {
  // Whoever stands stopped when the caller dies has nobody to continue or kill it but the next caller.
  test('between the stop and the kill leaves a tree that the next one ends', async () => {
    const { job, gone } = await startHeld({ argv: [program('tree'), '1499', '1'], containment: 'group' });
    const caller = await startCaller(job, { signal: 'SIGKILL' });
    await until('a part of the tree is stopped', () => readStat(job.pid)?.state !== 'S', 20_000);
    await kill(caller);
    const ended = await endTree(job, { grace_timeout_ms: 10_000 });
    await gone;
    expect(ended).toMatchObject({ exited: true, escalated: false, survivors: [] });
  });

  test.each([0, 1, 2, 4, 8, 16, 32, 64])('after %i ms leaves nothing that the next one does not end', async (ms) => {
    const { job, gone } = await startHeld({ argv: [program('tree'), '20', '2'], containment: 'group' });
    const other = await startHeld({ argv: [program('tree'), '3', '1'], containment: 'group' });
    const caller = await startCaller(job, { signal: 'SIGKILL' });
    const began = performance.now();
    while (performance.now() - began < ms) await new Promise(setImmediate);
    await kill(caller);
    expect(await endTree(job, { grace_timeout_ms: 10_000 })).toMatchObject({ exited: true, survivors: [] });
    await gone;
    expect(stopped(other.job.pgid), 'stopped although it is no member').toEqual([]);
  });

  test('while it waits for the grace leaves a tree that the next one kills', async () => {
    const { job, gone } = await startHeld({ argv: [program('stubborn_children'), '3'] });
    const caller = await startCaller(job, { grace_timeout_ms: 60_000 });
    await until('the first process has obeyed', () => !isAlive(job.pid));
    await kill(caller);
    expect(stopped(job.pgid)).toEqual([]);
    expect(membersOf(job.pgid)).toHaveLength(3);
    expect(await endTree(job, { grace_timeout_ms: 0 })).toMatchObject({ exited: true, survivors: [] });
    await gone;
  });
});

describe('two programs that end one tree at once', () => {
  const kill_timeout_ms = 20_000;

  test.each<[string, TerminateTreeConfig, TerminateTreeConfig]>([
    ['both with SIGKILL', { signal: 'SIGKILL' }, { signal: 'SIGKILL' }],
    ['one asking, one with SIGKILL', { grace_timeout_ms: 5000 }, { signal: 'SIGKILL' }],
    ['both asking, and killing at the same moment', { grace_timeout_ms: 200 }, { grace_timeout_ms: 200 }],
  ])('%s', async (_name, one, two) => {
    const [first, second] = [await Remote.start(), await Remote.start()];
    for (const containment of kinds) {
      const argv = ['sh', '-c', 'trap "" TERM; exec "$@"', 'sh', program('tree'), '10', '2'];
      const { job, gone } = await startHeld({ argv, containment });
      const record = JSON.parse(JSON.stringify(job));
      const results = await Promise.all([
        endedBy(job, () => first.call('terminateTree', [record, { kill_timeout_ms, ...one }])),
        endedBy(job, () => second.call('terminateTree', [record, { kill_timeout_ms, ...two }])),
      ]);
      await gone;
      for (const result of results) expect(result).toMatchObject({ exited: true, survivors: [], timed_out: false });
      expect(await waitPid(job)).toMatchObject({ signal: 'SIGKILL' });
    }
  });
});
