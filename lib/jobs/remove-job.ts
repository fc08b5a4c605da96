import { rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { syncFolder } from './durable-file.js';
import { jobError, systemError } from './job-errors.js';
import { folderOf, newId, removed } from './job-files.js';
import { isOver, lookAtJob } from './look-at-job.js';
import type { StateFolder } from './state-folder.js';
import { forgetRoll } from './summary-roll.js';

/**
 * Takes a job's folder out of sight, whole for whoever looks, and gives where it is now. What a killed remover leaves there
 * is no job any more, and goes with the next prune.
 */
export async function setAside(state: StateFolder, id: string): Promise<string> {
  const trash = join(state.jobs, `${removed}${id}-${newId()}`);
  await rename(folderOf(state, id), trash);
  await forgetRoll(state);
  return trash;
}

/** Removes what was set aside. Before it, `syncFolder`: a loss of power is not to leave a job that lacks something. */
export function discard(trash: string): Promise<void> {
  return rm(trash, { recursive: true, force: true, maxRetries: 3 });
}

/** Takes a job's folder away: first its name, then what is in it. Log files elsewhere are the caller's and stay. */
export async function removeFolder(state: StateFolder, id: string): Promise<void> {
  const trash = await setAside(state, id);
  await syncFolder(state.jobs);
  await discard(trash);
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
