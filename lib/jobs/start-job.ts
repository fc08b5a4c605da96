import { join, resolve } from 'node:path';
import type { Job, JobSpec } from '../generated/types.js';
import { spawnInGroup } from '../index.js';
import { makeDraft } from './job-draft.js';
import { jobError, systemError } from './job-errors.js';
import { folderOf, keeperFolder } from './job-files.js';
import { claimName, jobNamed } from './job-name.js';
import { lookAtJob } from './look-at-job.js';
import { ownRef } from './names-turn.js';
import { removeFolder } from './remove-job.js';
import { checkStart, logsOf, type StartJobConfig, spawnConfig } from './start-plan.js';
import type { StateFolder } from './state-folder.js';
import { stopJob } from './stop-job.js';
import { waitStarted } from './wait-job.js';

/** Takes what must not be on disk out of argv, before it is written down. The program gets argv as it was. */
export type RedactArgv = (argv: readonly string[]) => readonly string[];

function specOf(config: StartJobConfig, redact: RedactArgv): Omit<JobSpec, 'id'> {
  return {
    schema_id: 'urn:reeve:schema:v1:job-spec',
    name: config.name ?? null,
    labels: { ...config.labels },
    argv: redact([...config.argv]).map(String),
    cwd: resolve(config.cwd ?? '.'),
    created_unix_ms: Date.now(),
    launcher: ownRef(),
    logs: logsOf(config),
  };
}

/** Whoever lives under this name: the answer, an error, or nobody once it was ended, as `if_running` says. */
async function meet(state: StateFolder, config: StartJobConfig, holder: Job): Promise<Job | null> {
  if (config.if_running === 'replace') {
    await stopJob(state, holder.id);
    return null;
  }
  if (config.if_running !== 'reuse') {
    throw jobError('ERR_NAME_TAKEN', `job ${holder.id} has the name '${config.name}' and is ${holder.status}`);
  }
  return waitStarted(state, holder.id);
}

function launch(state: StateFolder, config: StartJobConfig, spec: JobSpec): void {
  const folder = folderOf(state, spec.id);
  spawnInGroup(spawnConfig(config, spec, folder, join(folder, keeperFolder)));
}

/** One try; null where the name is to be asked for again. */
async function tryStart(state: StateFolder, config: StartJobConfig, redact: RedactArgv): Promise<Job | null> {
  const { name } = config;
  const before = name === undefined ? null : await jobNamed(state, name);
  if (before !== null) return meet(state, config, before);
  const spec = await makeDraft(state, specOf(config, redact));
  try {
    const holder = name === undefined ? null : await claimName(state, name, spec.id);
    if (holder !== null) {
      await removeFolder(state, spec.id);
      return meet(state, config, holder);
    }
    launch(state, config, spec);
  } catch (error) {
    await removeFolder(state, spec.id).catch(() => {});
    throw error;
  }
  const job = await lookAtJob(state, spec.id);
  if (job === null) throw jobError('ERR_JOB_NOT_FOUND', `job ${spec.id} was removed while it was being started`);
  return job;
}

/** Starts a job, or finds the one that has its name. Where it can't be started nothing of it is left. */
export async function startJob(state: StateFolder, config: StartJobConfig, redact: RedactArgv): Promise<Job> {
  checkStart(config);
  try {
    for (;;) {
      const job = await tryStart(state, config, redact);
      if (job !== null) return job;
    }
  } catch (error) {
    throw systemError(error);
  }
}
