import type { Job, SpawnInGroupResult } from '../generated/types.js';
import { jobError } from './job-errors.js';
import { folderOf, readKeptExit, readKeptJob } from './job-files.js';
import { lifeOf, livesUnseen } from './job-life.js';
import { isOver, lookAtJob } from './look-at-job.js';
import { recordOf } from './read-record.js';
import type { StateFolder } from './state-folder.js';
import { waitStarted } from './wait-job.js';

/** The job, once its start is decided. null: it was removed meanwhile, as a start that fails is, or is over since. */
export async function startedJob(state: StateFolder, id: string): Promise<Job | null> {
  const job = await lookAtJob(state, id);
  if (job === null) throw jobError('ERR_JOB_NOT_FOUND', `job ${id} was removed`);
  return job.status === 'pending' ? waitStarted(state, id) : job;
}

/** What names the processes of a job that lives: the record that its launcher was given. */
export async function recordOfLiving(state: StateFolder, id: string): Promise<SpawnInGroupResult> {
  const folder = folderOf(state, id);
  const kept = recordOf(readKeptJob(folder));
  const unknown = (why: string) => jobError('ERR_IDENTITY_UNKNOWN', `job ${id} lives, but ${why}`);
  if (kept === null) throw unknown("what names its processes can't be read");
  const life = await lifeOf(kept, () => recordOf(readKeptExit(folder)) !== null);
  if (!livesUnseen(life, folder)) return kept.record;
  throw unknown("its processes can't be seen from here, as in another PID namespace: ask there");
}

/** The same, of a job that has to live. */
export async function needLiving(state: StateFolder, id: string): Promise<SpawnInGroupResult> {
  const job = await startedJob(state, id);
  if (job !== null && !isOver(job)) return recordOfLiving(state, id);
  const how = job === null ? 'over' : `over (${job.status})`;
  throw jobError('ERR_JOB_OVER', `job ${id} is ${how}: nothing of it lives`);
}
