import { setImmediate as nextTurn } from 'node:timers/promises';
import { type Check, checkObject, oneOf } from '../arguments.js';
import type { Job } from '../generated/types.js';
import { systemError } from './job-errors.js';
import { folderOf, idsIn } from './job-files.js';
import { readSummary } from './job-summary.js';
import { lookAtListed, over } from './look-at-job.js';
import { jobName, labels } from './start-plan.js';
import type { StateFolder } from './state-folder.js';
import { jobsOnRoll, readRoll, writeRoll } from './summary-roll.js';

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

/** What comes, in parts: the thread is given back between them. */
async function* inSlices(jobs: Iterable<Job>): AsyncGenerator<Job[]> {
  let found: Job[] = [];
  let began = performance.now();
  for (const job of jobs) {
    found.push(job);
    if (performance.now() - began < slice_ms) continue;
    yield found;
    await nextTurn();
    found = [];
    began = performance.now();
  }
  yield found;
}

/** The summaries of these, which are taken from the ids. */
function* summaries(state: StateFolder, ids: Set<string>): Generator<Job> {
  for (const id of ids) {
    const job = readSummary(folderOf(state, id), id);
    if (job === null) continue;
    ids.delete(id);
    yield job;
  }
}

async function* lookAtEach(state: StateFolder, ids: Iterable<string>): AsyncGenerator<Job[]> {
  for (const id of ids) {
    const job = await lookAtListed(state, id);
    if (job !== null) yield [job];
    await nextTurn();
  }
}

// A list that read more summaries one by one than this, and than an eighth of those on the roll, writes the roll anew.
const worthWriting = 256;
const isWorthWriting = (read: number, rolled: number) => read > worthWriting && read > rolled / 8;

/** Looks at all jobs, in no order, and gives some of them at a time: those on the roll, those with a summary, the others. */
export async function* lookAtAll(state: StateFolder): AsyncGenerator<Job[]> {
  const roll = await readRoll(state);
  const left = new Set(idsIn(state));
  const over: Job[] = [];
  for await (const jobs of inSlices(jobsOnRoll(state, roll, left))) {
    over.push(...jobs);
    yield jobs;
  }
  const rolled = over.length;
  for await (const jobs of inSlices(summaries(state, left))) {
    over.push(...jobs);
    yield jobs;
  }
  yield* lookAtEach(state, left);
  if (isWorthWriting(over.length - rolled, rolled)) await writeRoll(state, over);
}

const age = (job: Job) => job.created_unix_ms ?? 0;

/** The jobs that fit, the oldest first. */
export async function listJobs(state: StateFolder, filter: ListJobsFilter = {}): Promise<Job[]> {
  checkObject(filter, 'filter', filterChecks);
  const found: Job[] = [];
  try {
    for await (const jobs of lookAtAll(state)) for (const job of jobs) if (fits(job, filter)) found.push(job);
  } catch (error) {
    throw systemError(error);
  }
  return found.sort((one, other) => age(one) - age(other) || (one.id < other.id ? -1 : 1));
}
