import { mkdir, rename, rm } from 'node:fs/promises';
import { isAbsolute, join } from 'node:path';
import type { JobSpec } from '../generated/types.js';
import { createFile, syncFolder, writeDurably } from './durable-file.js';
import { isCode, jobError } from './job-errors.js';
import { folderOf, keeperFolder, newId, specFile, unborn } from './job-files.js';
import type { StateFolder } from './state-folder.js';

const idTries = 20;

/** Has the folder get its name, on disk, unless another job has it. */
async function bear(state: StateFolder, draft: string, id: string): Promise<boolean> {
  const folder = folderOf(state, id);
  try {
    await rename(draft, folder);
  } catch (error) {
    // Another job's folder is never empty; Windows says EPERM.
    if (isCode(error, 'ENOTEMPTY', 'EEXIST', 'EPERM')) return false;
    throw error;
  }
  await syncFolder(state.jobs).catch(async (error) => {
    await rename(folder, draft);
    throw error;
  });
  return true;
}

async function fill(draft: string, spec: JobSpec): Promise<void> {
  await mkdir(join(draft, keeperFolder), { mode: 0o700 });
  for (const log of new Set([spec.logs.stdout, spec.logs.stderr])) {
    if (log === null || isAbsolute(log)) continue;
    await (await createFile(join(draft, log))).close();
  }
  await writeDurably(draft, specFile, spec);
}

/**
 * Makes the folder of a job to be started, with its spec, empty logs, and a place for its keeper. It is made under another
 * name and appears whole, on disk, so that nobody takes it for one that was left behind.
 */
export async function makeDraft(state: StateFolder, spec: Omit<JobSpec, 'id'>, idOf = newId): Promise<JobSpec> {
  for (let tries = 0; tries < idTries; tries++) {
    const id = idOf();
    const draft = join(state.jobs, `${unborn}${id}`);
    try {
      await mkdir(draft, { mode: 0o700 });
    } catch (error) {
      if (isCode(error, 'EEXIST')) continue;
      throw error;
    }
    const whole = { ...spec, id };
    let born = false;
    try {
      await fill(draft, whole);
      born = await bear(state, draft, id);
    } finally {
      if (!born) await rm(draft, { recursive: true, force: true });
    }
    if (born) return whole;
  }
  throw jobError('ERR_STATE_DIR', `no free id was found in '${state.jobs}' in ${idTries} tries`);
}
