import { once } from 'node:events';
import { type SpawnInGroupResult, waitPid } from 'reeve';
import { expect, test } from 'vitest';
import { inChild } from '../helpers/child-script.js';
import { endTree } from '../helpers/end-tree.js';
import { start } from '../helpers/jobs.js';
import { nodeRuns, program } from '../helpers/programs.js';
import { startInPidNamespace } from './helpers/pid-namespace.js';
import { isAlive } from './helpers/proc.js';

test('a runtime without Symbol.asyncDispose starts jobs all the same', async () => {
  const lacking = 'Object.create(Symbol, { asyncDispose: { value: undefined } })';
  const preload = `data:text/javascript,${encodeURIComponent(`globalThis.Symbol = ${lacking}`)}`;
  const { answer } = await inChild(
    async (reeve, argv) => {
      const job = reeve.spawnInGroup({ argv });
      return {
        symbol: typeof Symbol.asyncDispose,
        names: Object.getOwnPropertySymbols(job).length,
        code: (await reeve.waitPid(job)).exit_code,
      };
    },
    [program('exits'), '3'],
    { env: { NODE_OPTIONS: `--import=${preload}` } },
  );
  expect(answer).toEqual({ symbol: 'undefined', names: 0, code: 3 });
});

test("leaving the scope of a job whose pid is another's now is no fault and harms nobody", async (ctx) => {
  const inside = await startInPidNamespace(ctx);
  const config = { argv: ['true'], stdout: 'ignore', stderr: 'ignore' };
  const { pid } = await inside.call<SpawnInGroupResult>('spawnScoped', [config], 'spawn-in-group-result');
  await inside.call('waitPid', [pid], 'wait-pid-result');
  await inside.call('takePid', [pid]);
  await inside.call('leaveScope', [pid]);
  expect(await inside.call('stateOf', [pid])).toBe('S');
  await inside.call('endInnocent', [pid]);
});

test('a program that writes more than a pipe holds before it ends is not held up', async () => {
  const last = "process.on('SIGTERM', () => process.stdout.write('x'.repeat(1e6), () => process.exit(7)))";
  const code = `${last}; process.stderr.write('ready'); setInterval(() => {}, 1000)`;
  const job = start({ argv: nodeRuns(code), stdout: 'pipe', stderr: 'pipe' });
  await once(job.stderr as NonNullable<typeof job.stderr>, 'data');
  await job[Symbol.asyncDispose]();
  expect(await waitPid(job)).toMatchObject({ exit_code: 7 });
});

test.runIf(process.geteuid?.() === 0)('of a job that may not be ended any more, who is left is an error', async () => {
  const { answer } = await inChild(
    async (reeve, argv) => {
      const job = reeve.spawnInGroup({ argv, containment: 'group', stdout: 'ignore', stderr: 'ignore' });
      process.setgroups?.([]);
      process.setgid?.(65534);
      process.setuid?.(65534);
      const error = await job[Symbol.asyncDispose]().catch((caught: unknown) => caught);
      return { job, error: error instanceof reeve.ReeveError ? error.toJSON() : String(error) };
    },
    [program('idle')],
  );
  expect(isAlive(answer.job.pid)).toBe(true);
  expect(answer.error).toMatchObject({ code: 'ERR_SURVIVORS', pid: answer.job.pid });
  expect(JSON.stringify(answer.error)).toContain(`idle (${answer.job.pid})`);
  expect(await endTree(answer.job, { signal: 'SIGKILL' })).toMatchObject({ exited: true, signaled_count: 1 });
});
