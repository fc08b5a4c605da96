import { rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { jobError, systemError } from './job-errors.js';
import { folderOf, newId, removed } from './job-files.js';
import { isOver, lookAtJob } from './look-at-job.js';
import type { StateFolder } from './state-folder.js';
import { forgetRoll } from './summary-roll.js';

/**
 * Takes a job's folder away, whole for whoever looks: first its name, then what is in it. What a killed remover leaves is
 * no job any more, and goes with the next prune. Log files elsewhere are the caller's and stay.
 */
export async function removeFolder(state: StateFolder, id: string): Promise<void> {
  const trash = join(state.jobs, `${removed}${id}-${newId()}`);
  await rename(folderOf(state, id), trash);
  await forgetRoll(state);
  await rm(trash, { recursive: true, force: true, maxRetries: 3 });
}

/** Removes the record and the logs of a job that is over; refuses one that lives. */
export async function removeJob(state: StateFolder, id: string): Promise<void> {
  const job = await lookAtJob(state, id);
  if (job === null) throw jobError('ERR_JOB_NOT_FOUND', `job ${id} was removed`);
  if (!isOver(job)) throw jobError('ERR_JOB_RUNNING', `job ${id} is ${job.status}: stop it before it is removed`);
  try {
    await removeFolder(state, id);
  } catch (error) {
    throw systemError(error);
  }
}
