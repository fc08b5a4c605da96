import { readdirSync, unlinkSync } from 'node:fs';
import { join } from 'node:path';
import type { Job, JobName } from '../generated/types.js';
import { replaceFile } from './durable-file.js';
import { hasFolder, isId } from './job-files.js';
import { isOver, lookAtJob } from './look-at-job.js';
import { inTurn } from './names-turn.js';
import { readRecord, recordOf } from './read-record.js';
import { isName } from './start-plan.js';
import type { StateFolder } from './state-folder.js';

const ending = '.json';

/** Upper case is written out, because some file systems know no case; no name begins with a dot. */
function fileOf(name: string): string {
  return `${name.replace(/[A-Z]/g, (letter) => `%${letter.charCodeAt(0).toString(16)}`)}${ending}`;
}

/** The id of the job that has this name or was the last to have it; null where there was none, or it was removed. */
export function idNamed(state: StateFolder, name: string): string | null {
  if (!isName(name)) return null;
  const path = join(state.names, fileOf(name));
  const found = readRecord<JobName>(path, 'job-name', (record) => {
    if (record.name !== name || !isId(record.id)) throw new Error('it is of another name');
  });
  return recordOf(found)?.id ?? null;
}

/** The job that has this name now, which is one that lives. */
export async function jobNamed(state: StateFolder, name: string): Promise<Job | null> {
  const id = idNamed(state, name);
  const job = id === null ? null : await lookAtJob(state, id);
  return job === null || isOver(job) ? null : job;
}

/**
 * Gives the name to the job with this id, which is pending, unless one that lives has it: then that one is the answer.
 * Of any number of processes that want a name at once, one gets it. The name of a starter that was killed is free.
 */
export function claimName(state: StateFolder, name: string, id: string): Promise<Job | null> {
  return inTurn(state, async () => {
    const holder = await jobNamed(state, name);
    if (holder === null) await replaceFile(state.names, fileOf(name), record(name, id));
    return holder;
  });
}

function record(name: string, id: string): JobName {
  return { schema_id: 'urn:reeve:schema:v1:job-name', name, id };
}

/** Forgets the names whose last job was removed. */
export function forgetNames(state: StateFolder): Promise<void> {
  return inTurn(state, async () => {
    for (const file of readdirSync(state.names).filter((name) => name.endsWith(ending) && !name.startsWith('.'))) {
      const path = join(state.names, file);
      const found = readRecord<JobName>(path, 'job-name', ({ id }) => {
        if (!isId(id)) throw new Error('it names no job');
      });
      const id = recordOf(found)?.id;
      if (id === undefined || !hasFolder(state, id)) unlinkSync(path);
    }
  });
}
