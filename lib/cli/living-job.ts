import type { Job, Jobs } from '../jobs/index.js';

function refusal(code: string, message: string): Error {
  return Object.assign(new Error(`${code}: ${message}`), { code });
}

/** The job that is named, which has to live. */
export async function livingJob(jobs: Jobs, ref: string): Promise<Job> {
  const job = await jobs.get(ref);
  if (job === null) throw refusal('ERR_JOB_NOT_FOUND', `no job has the id or name '${ref}'`);
  if (job.status === 'pending' || job.status === 'running') return job;
  throw refusal('ERR_JOB_OVER', `job ${job.id} is over (${job.status}): nothing of it lives`);
}

/** The first process of a job that lives. */
export async function firstProcess(jobs: Jobs, ref: string): Promise<{ pid: number; identity: string | null }> {
  const { id, pid, identity } = await livingJob(jobs, ref);
  if (pid === null) throw refusal('ERR_IDENTITY_UNKNOWN', `job ${id} lives, but nothing tells its first process`);
  return { pid, identity };
}
