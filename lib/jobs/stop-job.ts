import type { Job, JobCancel, TerminateTreeConfig } from '../generated/types.js';
import { ReeveError, type TerminateTreeResult, terminateTree } from '../index.js';
import { writeDurably } from './durable-file.js';
import { jobError, systemError } from './job-errors.js';
import { cancelFile, folderOf } from './job-files.js';
import { recordOfLiving, startedJob } from './living-job.js';
import { isOver, lookAtJob } from './look-at-job.js';
import type { StateFolder } from './state-folder.js';
import { waitJob } from './wait-job.js';

/** As `terminateTree` takes them, but for `dry_run`. */
export type StopJobOptions = Omit<TerminateTreeConfig, 'dry_run'>;

// A keeper has ended within milliseconds of its job's last process.
const keeperPatience_ms = 5000;

function refuseSurvivors(job: Job, { exited, survivors, warnings }: TerminateTreeResult): void {
  if (exited) return;
  const names = survivors.map(({ pid, name }) => `${name ?? 'a process'} (${pid})`).join(', ');
  throw new ReeveError({
    code: 'ERR_SURVIVORS',
    errno: null,
    syscall: null,
    pid: job.pid,
    message: `ERR_SURVIVORS: job ${job.id} could not be ended: ${[names || 'it is not known who is left', ...warnings].join('; ')}`,
  });
}

async function end(state: StateFolder, job: Job, options: StopJobOptions): Promise<void> {
  const record = await recordOfLiving(state, job.id);
  const cancel: JobCancel = {
    schema_id: 'urn:reeve:schema:v1:job-cancel',
    requested_unix_ms: Date.now(),
    signal: String(options.signal ?? 'SIGTERM'),
    exit_known: job.ended_unix_ms !== null,
    ...(job.tree_kill_reliability !== null && { tree_kill_reliability: job.tree_kill_reliability }),
  };
  await writeDurably(folderOf(state, job.id), cancelFile, cancel, true);
  refuseSurvivors(job, await terminateTree(record, options));
}

/**
 * Ends all of a job, and gives what became of it. A job that is over already stays as it is. That its end was asked for is
 * on disk before the first signal, so that it is cancelled for whoever looks, also if this program is killed meanwhile.
 */
export async function stopJob(state: StateFolder, id: string, options: StopJobOptions = {}): Promise<Job> {
  const job = await startedJob(state, id);
  if (job !== null && !isOver(job)) {
    try {
      await end(state, job, options);
    } catch (error) {
      const now = await lookAtJob(state, id);
      if (now === null || !isOver(now)) throw systemError(error);
    }
    return waitJob(state, id, { timeout_ms: keeperPatience_ms });
  }
  const now = job ?? (await lookAtJob(state, id));
  if (now === null) throw jobError('ERR_JOB_NOT_FOUND', `job ${id} was removed`);
  return now;
}
