import { constants } from 'node:os';
import type { Job } from '../jobs/index.js';

/** What the command's exit codes mean; `exitMeanings` has it in words. A verb on several jobs ends with the highest. */
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

/** For the manual page, and the same in docs/cli.md. */
export const exitMeanings: readonly (readonly [code: string, meaning: string])[] = [
  ['0', 'done'],
  ['1', 'it failed; the sentence on standard error says why'],
  ['2', 'wrong usage'],
  ['3', 'no such job or process, or several jobs'],
  [
    '4',
    'refused: it lives, or it is over, its name is taken, its processes can not be told from others or are protected, the state folder is not safe',
  ],
  ['5', 'something of a job could not be ended'],
  ['124', 'the time to wait was over; the job runs on (after --ready-timeout it was ended)'],
  ['125', 'nobody knows how the job ended'],
  ['126, 127', 'the command may not be executed; it or its folder is not there (run)'],
  ["the job's", 'of wait, run --wait and run --tail; 128 and the number of the signal that ended it'],
];

export const signalNumber = (name: string): number | undefined =>
  (constants.signals as Record<string, number | undefined>)[name];

const ofErrors: Record<string, number> = {
  ERR_INVALID_ARG: exitCode.usage,
  ERR_JOB_NOT_FOUND: exitCode.notFound,
  ERR_JOB_AMBIGUOUS: exitCode.notFound,
  ERR_JOB_RUNNING: exitCode.refused,
  ERR_JOB_OVER: exitCode.refused,
  ERR_NAME_TAKEN: exitCode.refused,
  ERR_STATE_BUSY: exitCode.refused,
  ERR_STATE_DIR: exitCode.refused,
  ERR_IDENTITY_UNKNOWN: exitCode.refused,
  ERR_PROCESS_REUSED: exitCode.refused,
  ERR_PROTECTED_PROCESS: exitCode.refused,
  ESRCH: exitCode.notFound,
  ERR_PROCESS_ENDED: exitCode.refused,
  ERR_TIMED_OUT: exitCode.timedOut,
  ERR_SURVIVORS: exitCode.survivors,
};

/** The code for an error; that of a program that can't be executed is the shell's. */
export function codeOfError(error: unknown, isStart = false): number {
  const { code, syscall } = Object(error) as { code?: unknown; syscall?: unknown };
  // What can't be opened is a file that it was to read or write, and not the command.
  const isCommand = isStart && syscall !== 'open';
  if (isCommand && code === 'ENOENT') return 127;
  if (isCommand && (code === 'EACCES' || code === 'ENOEXEC')) return 126;
  return ofErrors[String(code)] ?? exitCode.failure;
}

/** The code of a job's own end, as a shell would give it. */
export function codeOfJob(job: Job, numberOf: (signal: string) => number | undefined): number {
  if (job.status === 'pending' || job.status === 'running') return exitCode.timedOut;
  if (job.exit_code !== null) return Math.min(job.exit_code, 255);
  const number = job.signal === null ? undefined : numberOf(job.signal);
  return number === undefined ? exitCode.unknown : 128 + number;
}
