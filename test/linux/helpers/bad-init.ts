import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import type { Job, Jobs, StartJobConfig } from 'reeve/jobs';
import { afterEachTest } from '../../helpers/after-test.js';
import { seen } from '../../helpers/durable-jobs.js';
import { linesOf } from '../../helpers/lines.js';
import { nodeRuns, program } from '../../helpers/programs.js';
import { nodeEnvironment } from '../../helpers/sanitizer.js';
import { until } from '../../helpers/until.js';
import { keeperOf } from './keeper.js';
import { readStat } from './proc.js';

const running: ChildProcess[] = [];

const starts = `
  import { openJobs } from 'reeve/jobs';
  const [state_dir, config] = process.argv.slice(1);
  console.log((await openJobs({ state_dir }).start(JSON.parse(config))).id);`;

/**
 * Starts a job below a process that takes in orphans and never reaps one, as the first process of many containers does.
 * Its launcher has ended, and the keeper is that process' child.
 */
export async function startUnderBadInit(jobs: Jobs, config: StartJobConfig): Promise<{ job: Job; init: number }> {
  const launcher = nodeRuns(starts, jobs.state_dir, JSON.stringify(config));
  const env = { ...process.env, ...nodeEnvironment };
  const child = spawn(program('never_reaps'), launcher, { env, stdio: ['ignore', 'pipe', 'inherit'] });
  running.push(child);
  const id = await linesOf(child.stdout)();
  const init = child.pid as number;
  const job = await seen(jobs, id);
  const keeper = keeperOf(job as never).pid;
  await until('the launcher has ended', () => readStat(keeper)?.ppid === init);
  return { job, init };
}

afterEachTest(async () => {
  for (const child of running.splice(0)) {
    child.kill('SIGKILL');
    await once(child, 'close');
  }
});
