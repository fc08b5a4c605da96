import { existsSync } from 'node:fs';
import { capabilities, checkIdentity, type SpawnInGroupConfig, type SpawnInGroupResult } from 'reeve';
import { describe, expect, test } from 'vitest';
import { endTree } from '../helpers/end-tree.js';
import { program } from '../helpers/programs.js';
import { until } from '../helpers/until.js';
import { comesWithin } from './helpers/comes-within.js';
import { Launcher } from './helpers/launcher.js';
import { isAlive } from './helpers/proc.js';

const argv = [program('hard_to_end')];
const config = (containment: 'auto' | 'keeper', on_parent_exit: 'kill' | 'leave'): SpawnInGroupConfig => ({
  argv,
  containment,
  on_parent_exit,
});
const both = [config('auto', 'kill'), config('keeper', 'kill')];
// None of these jobs ends by itself, so that they end at all is what is looked for.
const patience_ms = 20_000;

/** Nothing of these jobs is left, nor of what held them. */
async function expectGone(launcher: Launcher): Promise<void> {
  expect(await comesWithin(launcher.gone, patience_ms), 'all have closed what they had open').toBe(true);
  for (const job of launcher.jobs) await expectNothingOf(job);
}

async function expectNothingOf(job: SpawnInGroupResult): Promise<void> {
  const { keeper, cgroup_path } = job.containment;
  expect(keeper).not.toBeNull();
  // A process closes what it has open a moment before it has ended.
  await until('the first process is gone', () => checkIdentity(job).status === 'gone', patience_ms);
  await until('the keeper is gone', () => checkIdentity(keeper as { pid: number }).status === 'gone', patience_ms);
  if (cgroup_path !== null) await until('the cgroup is gone', () => !existsSync(cgroup_path), patience_ms);
}

describe.runIf(capabilities().keeper.available)('a launcher with on_parent_exit "kill"', () => {
  test('that is killed takes all of its jobs with it, 50 of 50 times', { timeout: 180_000 }, async () => {
    const atOnce = 5;
    for (let run = 0; run < 50; run += atOnce) {
      await Promise.all(
        Array.from({ length: atOnce }, async () => {
          const launcher = await Launcher.start(both);
          expect(launcher.jobs.map((job) => job.on_parent_exit)).toEqual(['kill', 'kill']);
          launcher.child.kill('SIGKILL');
          await expectGone(launcher);
        }),
      );
    }
  });

  test.each([
    ['by process.exit', 'process.exit(0)'],
    ['by its end', ''],
    ['by an uncaught error', 'throw new Error("meant to")'],
    ['by a crash', 'process.abort()'],
    ['by a signal', 'process.kill(process.pid, "SIGTERM")'],
  ])('that ends %s takes all of its jobs with it', async (_how, code) => {
    const launcher = await Launcher.start(both);
    launcher.tell(code);
    await expectGone(launcher);
  });

  test('whose worker started the job: it lives on after the worker, and ends with the program', async () => {
    const inWorker = `
      import { Worker } from 'node:worker_threads';
      const worker = new Worker(\`
        import('reeve').then(({ spawnInGroup }) => {
          const { workerData, parentPort } = require('node:worker_threads');
          for (const config of JSON.parse(workerData)) {
            parentPort.postMessage(JSON.stringify(spawnInGroup({ ...config, stdout: 'inherit' })));
          }
        });
      \`, { eval: true, execArgv: [], workerData: process.argv[1] });
      worker.on('message', (record) => console.log(record));
      process.stdin.once('data', async () => { await worker.terminate(); console.error('worker is gone'); });
      process.stdin.on('end', () => process.exit(0));
    `;
    const launcher = await Launcher.start(both, inWorker);
    launcher.child.stdin?.write('x');
    await until('the worker is gone', () => launcher.told().includes('worker is gone'));
    for (const job of launcher.jobs) expect(checkIdentity(job)).toMatchObject({ status: 'same' });
    launcher.tell('');
    await expectGone(launcher);
  });
});

describe.runIf(capabilities().keeper.available)('a launcher with on_parent_exit "leave"', () => {
  test.each([
    ['that is killed', 'process.kill(process.pid, "SIGKILL")'],
    ['that ends', 'process.exit(0)'],
  ])('%s leaves its jobs, and their records end all of them', async (_how, code) => {
    const launcher = await Launcher.start([config('auto', 'leave'), config('keeper', 'leave')]);
    launcher.tell(code);
    await until('the launcher is gone', () => !isAlive(launcher.child.pid as number));
    for (const job of launcher.jobs) {
      expect(job.on_parent_exit).toBe('leave');
      expect(isAlive(job.pid)).toBe(true);
      const ended = await endTree(job, { grace_timeout_ms: 50 });
      expect(ended).toMatchObject({ exited: true, survivors: [], tree_kill_reliability: 'guaranteed' });
    }
    await launcher.gone;
  });
});
