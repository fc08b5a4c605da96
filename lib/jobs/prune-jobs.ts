import { readdirSync, statSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { callback, checkObject, flag, whole } from '../arguments.js';
import { invalidArgument } from '../errors.js';
import type { Job, PruneJobsResult } from '../generated/types.js';
import { ReeveError } from '../index.js';
import { syncFolder } from './durable-file.js';
import { systemError } from './job-errors.js';
import { readSpec, removed, unborn } from './job-files.js';
import { mayLive } from './job-life.js';
import { forgetNames } from './job-name.js';
import { type ListJobsFilter, listJobs, statuses } from './list-jobs.js';
import { over } from './look-at-job.js';
import { recordOf } from './read-record.js';
import { discard, setAside } from './remove-job.js';
import type { StateFolder } from './state-folder.js';

export interface PruneJobsOptions {
  /** Only jobs that were over for at least so long. Default: `cleanup_age_ms` of `openJobs`. */
  older_than_ms?: number;
  /** Only these, of `completed`, `failed`, `cancelled`, `orphaned` and `stale`. Default: all of these. */
  status?: Job['status'] | readonly Job['status'][];
  /** Only say what would be removed. */
  dry_run?: boolean;
  /** Told after each how many are done, of how many. */
  progress?: (done: number, chosen: number) => void;
}

export const ageCheck = whole(0, Number.MAX_SAFE_INTEGER);
const checks = { older_than_ms: ageCheck, status: statuses, dry_run: flag, progress: callback };

// A start that has not got as far as its spec by then was broken off.
const startTime_ms = 3_600_000;

function isLeftBehind(path: string): boolean {
  const launcher = recordOf(readSpec(path, false))?.launcher;
  if (launcher !== undefined) return !mayLive(launcher);
  return Date.now() - (statSync(path, { throwIfNoEntry: false })?.mtimeMs ?? 0) > startTime_ms;
}

/** Removes what killed starters and removers left behind, which is on no list. */
async function sweepRemains(state: StateFolder): Promise<void> {
  for (const name of readdirSync(state.jobs)) {
    const path = join(state.jobs, name);
    const isTrash = name.startsWith(removed) || (name.startsWith(unborn) && isLeftBehind(path));
    if (isTrash) await rm(path, { recursive: true, force: true });
  }
}

/** When it was over; where nobody knows, when its folder was last changed, which is when that was first seen. */
function endOf(job: Job): number {
  return job.ended_unix_ms ?? statSync(job.folder, { throwIfNoEntry: false })?.mtimeMs ?? 0;
}

type Failed = PruneJobsResult['failed'];

/** Does this for each; those for which it failed, save where somebody else was faster. */
async function eachOf(ids: readonly string[], act: (id: string) => Promise<void>): Promise<Failed> {
  const failed: Failed = [];
  for (const id of ids) {
    try {
      await act(id);
    } catch (caught) {
      const error = systemError(caught);
      if (!(error instanceof ReeveError)) throw error;
      if (error.code !== 'ENOENT') failed.push({ id, error: error.toJSON() });
    }
  }
  return failed;
}

/** Removes them all, with one wait for the disk. */
async function removeAll(
  state: StateFolder,
  ids: readonly string[],
  progress: (done: number) => void,
): Promise<Failed> {
  const trash = new Map<string, string>();
  const failed = await eachOf(ids, async (id) => {
    trash.set(id, await setAside(state, id));
  });
  if (trash.size === 0) return failed;
  await syncFolder(state.jobs).catch((error) => {
    throw systemError(error);
  });
  // Which takes the time.
  let done = ids.length - trash.size;
  const kept = await eachOf([...trash.keys()], async (id) => {
    await discard(trash.get(id) as string).finally(() => progress(++done));
  });
  return [...failed, ...kept];
}

/** Removes the records and logs of jobs that are over. One that lives is never touched. */
export async function pruneJobs(
  state: StateFolder,
  options: PruneJobsOptions,
  defaultAge_ms: number,
): Promise<PruneJobsResult> {
  checkObject(options, 'options', checks);
  const { older_than_ms = defaultAge_ms, status = over, dry_run = false, progress } = options;
  const wanted = ([] as Job['status'][]).concat(status);
  const living = wanted.find((one) => !over.includes(one));
  if (living !== undefined) throw invalidArgument(`status: a job that is ${living} is not removed`);
  const filter: ListJobsFilter = { status: wanted };
  const now = Date.now();
  // A clock that was set back makes nobody younger than nothing; a folder's time also has fractions, which `now` has not.
  const ageOf = (job: Job) => Math.max(0, now - endOf(job));
  const chosen = (await listJobs(state, filter)).filter((job) => ageOf(job) >= older_than_ms);
  let failed: Failed = [];
  if (!dry_run) {
    const ids = chosen.map(({ id }) => id);
    failed = await removeAll(state, ids, (done) => progress?.(done, ids.length));
    await sweepRemains(state);
    await forgetNames(state);
  }
  const kept = new Set(failed.map(({ id }) => id));
  return {
    schema_id: 'urn:reeve:schema:v1:prune-jobs-result',
    timestamp: new Date().toISOString(),
    platform: process.platform as Job['platform'],
    dry_run,
    removed: chosen.filter(({ id }) => !kept.has(id)),
    failed,
  };
}
