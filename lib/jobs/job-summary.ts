import { closeSync, constants, openSync, renameSync, unlinkSync, writeFileSync } from 'node:fs';
import { basename, dirname, join, sep } from 'node:path';
import type { Job } from '../generated/types.js';
import { newId, summaryFile } from './job-files.js';
import { readRecord, recordOf } from './read-record.js';

const final: readonly string[] = ['completed', 'failed', 'cancelled', 'orphaned', 'stale'];

function here(path: string | null, was: string, folder: string): string | null {
  return path !== null && dirname(path) === was ? join(folder, basename(path)) : path;
}

/**
 * The last word on a job that is over, in one file instead of five. It can always be made again, so one that can't be read
 * is as good as none.
 */
export function readSummary(folder: string): Job | null {
  const job = recordOf(
    readRecord<Job>(folder + sep + summaryFile, 'job', ({ id, status }) => {
      if (id !== basename(folder) || !final.includes(status)) throw new Error('it is of another job');
    }),
  );
  if (job === null || job.folder === folder) return job;
  const { stdout, stderr } = job.logs;
  return {
    ...job,
    folder,
    logs: { stdout: here(stdout, job.folder, folder), stderr: here(stderr, job.folder, folder) },
  };
}

/** Writes it, unless the folder may not be written to. Not synced: a loss of power costs nothing but a look. */
export function writeSummary(job: Job): void {
  const temporary = join(job.folder, `.${summaryFile}.${newId()}`);
  try {
    const how = constants.O_WRONLY | constants.O_CREAT | constants.O_EXCL | (constants.O_NOFOLLOW ?? 0);
    const file = openSync(temporary, how, 0o600);
    try {
      writeFileSync(file, `${JSON.stringify(job)}\n`);
    } finally {
      closeSync(file);
    }
    renameSync(temporary, join(job.folder, summaryFile));
  } catch {
    try {
      unlinkSync(temporary);
    } catch {
      // It was never made, or the folder is gone.
    }
  }
}
