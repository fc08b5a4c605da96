import type { Job } from '../jobs/index.js';

/** What the command's exit codes mean; docs/cli.md lists them. A verb on several jobs ends with the highest. */
export const exitCode = {
  ok: 0,
  failure: 1,
  usage: 2,
  notFound: 3,
  refused: 4,
  survivors: 5,
  /** As timeout(1) has it. */
  timedOut: 124,
  /** Nobody knows how the job ended. */
  unknown: 125,
} as const;

const ofErrors: Record<string, number> = {
  ERR_INVALID_ARG: exitCode.usage,
  ERR_JOB_NOT_FOUND: exitCode.notFound,
  ERR_JOB_AMBIGUOUS: exitCode.notFound,
  ERR_JOB_RUNNING: exitCode.refused,
  ERR_NAME_TAKEN: exitCode.refused,
  ERR_STATE_BUSY: exitCode.refused,
  ERR_STATE_DIR: exitCode.refused,
  ERR_IDENTITY_UNKNOWN: exitCode.refused,
  ERR_SURVIVORS: exitCode.survivors,
};

/** The code for an error; that of a program that can't be executed is the shell's. */
export function codeOfError(error: unknown, isStart = false): number {
  const code = (error as { code?: unknown } | null)?.code;
  if (isStart && code === 'ENOENT') return 127;
  if (isStart && (code === 'EACCES' || code === 'ENOEXEC')) return 126;
  return ofErrors[String(code)] ?? exitCode.failure;
}

/** The code of a job's own end, as a shell would give it. */
export function codeOfJob(job: Job, numberOf: (signal: string) => number | undefined): number {
  if (job.status === 'pending' || job.status === 'running') return exitCode.timedOut;
  if (job.exit_code !== null) return Math.min(job.exit_code, 255);
  const number = job.signal === null ? undefined : numberOf(job.signal);
  return number === undefined ? exitCode.unknown : 128 + number;
}
