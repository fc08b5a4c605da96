import { setImmediate as nextTurn } from 'node:timers/promises';
import { type Check, checkObject, oneOf } from '../arguments.js';
import type { Job } from '../generated/types.js';
import { systemError } from './job-errors.js';
import { idsIn } from './job-files.js';
import { lookAtListed, over } from './look-at-job.js';
import { jobName, labels } from './start-plan.js';
import type { StateFolder } from './state-folder.js';

/** Which jobs to list: those that fit all that is given. */
export interface ListJobsFilter {
  /** One of these. */
  status?: Job['status'] | readonly Job['status'][];
  /** All of these. */
  labels?: Record<string, string>;
  name?: string;
}

export const statuses: Check = (value, name) => {
  const one = oneOf('pending', 'running', ...over);
  for (const status of Array.isArray(value) ? value : [value]) one(status, name);
};

export const filterChecks = { status: statuses, labels, name: jobName };

export function fits(job: Job, { status, labels: wanted = {}, name }: ListJobsFilter): boolean {
  if (status !== undefined && !([] as string[]).concat(status).includes(job.status)) return false;
  if (name !== undefined && job.name !== name) return false;
  return Object.entries(wanted).every(([key, value]) => job.labels[key] === value);
}

// How long this thread is held at a time.
const slice_ms = 4;

/** Looks at all jobs, in no order, a few at a time. */
export async function* lookAtAll(state: StateFolder): AsyncGenerator<Job> {
  let began = performance.now();
  for (const id of idsIn(state)) {
    const job = await lookAtListed(state, id);
    if (job !== null) yield job;
    if (performance.now() - began < slice_ms) continue;
    await nextTurn();
    began = performance.now();
  }
}

const age = (job: Job) => job.created_unix_ms ?? 0;

/** The jobs that fit, the oldest first. */
export async function listJobs(state: StateFolder, filter: ListJobsFilter = {}): Promise<Job[]> {
  checkObject(filter, 'filter', filterChecks);
  const found: Job[] = [];
  try {
    for await (const job of lookAtAll(state)) if (fits(job, filter)) found.push(job);
  } catch (error) {
    throw systemError(error);
  }
  return found.sort((one, other) => age(one) - age(other) || (one.id < other.id ? -1 : 1));
}
