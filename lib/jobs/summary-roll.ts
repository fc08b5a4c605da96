import { constants } from 'node:fs';
import { open, rename, unlink } from 'node:fs/promises';
import { join } from 'node:path';
import type { Job } from '../generated/types.js';
import { createFile } from './durable-file.js';
import { folderOf, idsIn, newId, removed } from './job-files.js';
import { parseSummary } from './job-summary.js';
import type { StateFolder } from './state-folder.js';

// The roll has the summaries of many jobs in one file, a line for each: opening ten thousand files takes most of the time
// that listing them does. Nothing depends on it. A job is listed by its line only while its folder is there, and what is
// over stays what it is, so a line that could be read once is right for good.

const rollFile = 'roll.jsonl';
const mostBytes = 2 ** 28;
const idLength = 12;
// How many are made into text at a time: about a millisecond's work.
const linesAtOnce = 200;
const how = constants.O_RDONLY | (constants.O_NOFOLLOW ?? 0) | (constants.O_NONBLOCK ?? 0);

/** Its text; empty where there is none, or none that can be read. */
export async function readRoll(state: StateFolder): Promise<string> {
  try {
    const file = await open(join(state.path, rollFile), how);
    try {
      return (await file.stat()).size > mostBytes ? '' : await file.readFile('utf8');
    } finally {
      await file.close();
    }
  } catch {
    return '';
  }
}

/** The jobs on it that are among these ids, which they are taken from. */
export function* jobsOnRoll(state: StateFolder, roll: string, ids: Set<string>): Generator<Job> {
  for (let at = 0; at < roll.length; ) {
    const end = roll.indexOf('\n', at);
    if (end < 0) return; // cut off
    const id = roll.slice(at, at + idLength);
    const job = ids.has(id) ? parseSummary(roll.slice(at + idLength, end), folderOf(state, id), id) : null;
    at = end + 1;
    if (job === null) continue;
    ids.delete(id);
    yield job;
  }
}

/**
 * Takes the roll away, for what was removed is to be on no record. A removal does so after the folder is gone, and whoever
 * writes a roll looks afterwards whether all folders are there still: so one of them sees the other.
 */
export async function forgetRoll(state: StateFolder): Promise<void> {
  await unlink(join(state.path, rollFile)).catch(() => {}); // there is none, or nobody may change it
}

/** Writes it anew, unless the folder may not be written to. */
export async function writeRoll(state: StateFolder, jobs: readonly Job[]): Promise<void> {
  // A killed writer's file has a name that prune takes away.
  const temporary = join(state.jobs, `${removed}${newId()}`);
  try {
    const file = await createFile(temporary);
    try {
      for (let at = 0; at < jobs.length; at += linesAtOnce) {
        const part = jobs.slice(at, at + linesAtOnce);
        await file.write(part.map((job) => `${job.id}${JSON.stringify(job)}\n`).join(''));
      }
    } finally {
      await file.close();
    }
    await rename(temporary, join(state.path, rollFile));
  } catch {
    await unlink(temporary).catch(() => {});
    return;
  }
  const now = new Set(idsIn(state));
  if (jobs.some(({ id }) => !now.has(id))) await forgetRoll(state);
}
