import { closeSync, constants, openSync, renameSync, unlinkSync, writeFileSync } from 'node:fs';
import { basename, dirname, join, sep } from 'node:path';
import type { Job } from '../generated/types.js';
import { newId, summaryFile } from './job-files.js';
import { parseRecord, readRecord, recordOf } from './read-record.js';

const final: readonly string[] = ['completed', 'failed', 'cancelled', 'orphaned', 'stale'];

function here(path: string | null, was: string, folder: string): string | null {
  return path !== null && dirname(path) === was ? join(folder, basename(path)) : path;
}

function checkSummary(record: Job, id: string): void {
  if (record.id !== id || !final.includes(record.status)) throw new Error('it is of another job');
}

/** The summary as of this folder: it may have been moved since. */
function placed(job: Job, folder: string): Job {
  if (job.folder === folder) return job;
  const { stdout, stderr } = job.logs;
  return {
    ...job,
    folder,
    logs: { stdout: here(stdout, job.folder, folder), stderr: here(stderr, job.folder, folder) },
  };
}

/** The summary in a text; null for any other text. */
export function parseSummary(text: string, folder: string, id: string): Job | null {
  try {
    return placed(
      parseRecord<Job>(text, 'job', (record) => checkSummary(record, id)),
      folder,
    );
  } catch {
    return null;
  }
}

/**
 * The last word on a job that is over, in one file instead of five. It can always be made again, so one that can't be read
 * is as good as none.
 */
export function readSummary(folder: string, id: string): Job | null {
  const path = folder + sep + summaryFile;
  const job = recordOf(readRecord<Job>(path, 'job', (record) => checkSummary(record, id)));
  return job && placed(job, folder);
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
