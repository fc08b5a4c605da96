import type { Readable } from 'node:stream';
import { abortSignal, type Check, callback, checkObject, signalName, text } from '../arguments.js';
import { invalidArgument } from '../errors.js';
import type { Job, ProcessList, PruneJobsResult, SignalJobResult } from '../generated/types.js';
import type { ListOptions, ProcessField } from '../index.js';
import { attachLog } from './attach-log.js';
import { findId, type JobRef, needId } from './find-job.js';
import { jobError } from './job-errors.js';
import { processesOf } from './job-processes.js';
import { type ListJobsFilter, listJobs } from './list-jobs.js';
import { recordOfLiving, startedJob } from './living-job.js';
import type { ReadLogOptions } from './log-plan.js';
import { isOver, lookAtJob } from './look-at-job.js';
import { ageCheck, type PruneJobsOptions, pruneJobs } from './prune-jobs.js';
import { removeJob } from './remove-job.js';
import { type SignalJobOptions, signalChecks, signalJob } from './signal-job.js';
import { type RedactArgv, startJob } from './start-job.js';
import type { StartJobConfig } from './start-plan.js';
import { defaultStateFolder, openStateFolder, type StateFolder } from './state-folder.js';
import { type StopJobOptions, stopJob } from './stop-job.js';
import { type WaitJobOptions, waitJob } from './wait-job.js';
import { type JobEvent, watchJobs } from './watch-jobs.js';
import { checkWatch, type JobLine, type WatchLinesOptions, watchLines } from './watch-lines.js';

export interface OpenJobsOptions {
  /** Where jobs are on record. Default: `$REEVE_STATE_DIR`, or the place that this system has for such things. */
  state_dir?: string;
  /** How long a job that is over is kept from `prune()`. Default 0. */
  cleanup_age_ms?: number;
  /** Takes secrets out of argv before it is written down. The program gets argv as it was. */
  redact_argv?: RedactArgv;
}

const folderPath: Check = (value, name) => {
  text(value, name);
  const path = value as string;
  if (path === '') throw invalidArgument(`${name} must not be empty`);
  if (path.includes('\0')) throw invalidArgument(`${name} must not have a NUL in it`);
  if (/^~/.test(path)) throw invalidArgument(`${name} begins with '~', which only a shell replaces: '${path}'`);
};

const stopChecks = {
  signal: signalName,
  grace_timeout_ms: ageCheck,
  kill_signal: signalName,
  kill_timeout_ms: ageCheck,
};

/**
 * The jobs of one state folder. Any number of programs may have the same one open at once: nothing is held in memory, and
 * whatever is told was looked up at that moment. A job is named by its id, its name, a beginning of its id of at least four
 * characters that no other has, or its record; where there is none, `ERR_JOB_NOT_FOUND`.
 */
export class Jobs {
  private readonly state: StateFolder;
  private readonly redact: RedactArgv;
  private readonly age_ms: number;

  /** Use `openJobs`. */
  constructor({ state_dir, cleanup_age_ms = 0, redact_argv = (argv) => argv }: OpenJobsOptions) {
    this.state = openStateFolder(state_dir ?? defaultStateFolder());
    this.redact = redact_argv;
    this.age_ms = cleanup_age_ms;
  }

  /** The state folder, absolute. */
  get state_dir(): string {
    return this.state.path;
  }

  /**
   * Starts a program that outlives this one, under a keeper, and resolves once it runs. What was asked for is on disk
   * before. A program that can't be executed is the error of `spawnInGroup` (`ENOENT`, `EACCES`, ...), and nothing is left
   * of the job. Where a job that lives has the name: `ERR_NAME_TAKEN`, or what `if_running` says. Needs keepers:
   * `ERR_UNSUPPORTED` on macOS.
   */
  start(config: StartJobConfig): Promise<Job> {
    return startJob(this.state, config, this.redact);
  }

  /** The job as it is now; null where there is none. */
  async get(ref: JobRef): Promise<Job | null> {
    const id = findId(this.state, ref);
    return id === null ? null : lookAtJob(this.state, id);
  }

  /** The jobs that fit all that is given, the oldest first. Holds the thread for a few milliseconds at a time. */
  list(filter: ListJobsFilter = {}): Promise<Job[]> {
    return listJobs(this.state, filter);
  }

  /**
   * Waits until nothing of the job lives, whoever started it; nothing polls. A time-out is no error: the job that comes back
   * lives. `ERR_JOB_NOT_FOUND` also when it is removed meanwhile.
   */
  async wait(ref: JobRef, options: WaitJobOptions = {}): Promise<Job> {
    return waitJob(this.state, needId(this.state, ref), options);
  }

  /**
   * Asks all of the job to end, and ends what is left after the grace time (`terminateTree`). Resolves with the job as it
   * was at the end: `cancelled`, unless it was over before. `ERR_SURVIVORS` where something could not be ended.
   */
  async stop(ref: JobRef, options: StopJobOptions = {}): Promise<Job> {
    checkObject(options, 'options', stopChecks);
    return stopJob(this.state, needId(this.state, ref), options);
  }

  /** Ends all of the job without asking. */
  async kill(ref: JobRef): Promise<Job> {
    return stopJob(this.state, needId(this.state, ref), { signal: 'SIGKILL' });
  }

  /**
   * Sends a signal that is not meant to end the job, to its first process (`ERR_PROCESS_ENDED` where that has ended and others
   * live) or to all of it. `ERR_JOB_OVER` where nothing of it lives, and nobody is signalled who is not of the job. Nothing is
   * waited for, and the job's status stays what it is: one that ends by this signal has failed and was not cancelled.
   */
  async signal(ref: JobRef, signal: string | number, options: SignalJobOptions = {}): Promise<SignalJobResult> {
    signalName(signal, 'signal');
    checkObject(options, 'options', signalChecks);
    return signalJob(this.state, needId(this.state, ref), signal, options);
  }

  /**
   * The processes of the job at this moment, by ascending pid, whatever became of their parents: all that `stop` would end.
   * Options are those of `listProcesses`. Nobody where the job is over.
   */
  async processes(ref: JobRef, options: ListOptions<ProcessField> = {}): Promise<ProcessList> {
    const id = needId(this.state, ref);
    const job = await startedJob(this.state, id);
    return processesOf(job === null || isOver(job) ? null : await recordOfLiving(this.state, id), options);
  }

  /** Removes the record and the logs of a job that is over. `ERR_JOB_RUNNING` for one that is not. */
  async remove(ref: JobRef): Promise<void> {
    return removeJob(this.state, needId(this.state, ref));
  }

  /** Removes the records and the logs of jobs that are over, the older ones or those of some statuses. */
  prune(options: PruneJobsOptions = {}): Promise<PruneJobsResult> {
    return pruneJobs(this.state, options, this.age_ms);
  }

  /** Looks at every job and writes down how those ended that are over. Needed by nobody: every other call looks too. */
  refresh(): Promise<Job[]> {
    return this.list();
  }

  /**
   * What the job wrote, as a stream of bytes. With `follow` to its end, and else what is there. A job that is not there is
   * an error of the stream.
   */
  attach(ref: JobRef, options: ReadLogOptions = {}): Readable {
    return attachLog(this.state, () => this.need(ref), options);
  }

  /**
   * What the job writes, line by line, to its end: an async iterator, or with `onLine` a promise of the job as it ended.
   * Lines end with \n, \r\n or \r. An error of `onLine` ends the watching, not the job.
   */
  watch<P = unknown>(ref: JobRef, options?: WatchLinesOptions<P>): AsyncGenerator<JobLine<P>>;
  watch<P = unknown>(ref: JobRef, onLine: (line: JobLine<P>) => unknown, options?: WatchLinesOptions<P>): Promise<Job>;
  watch<P>(
    ref: JobRef,
    first: WatchLinesOptions<P> | ((line: JobLine<P>) => unknown) = {},
    second: WatchLinesOptions<P> = {},
  ): AsyncGenerator<JobLine<P>> | Promise<Job> {
    if (typeof first !== 'function') return this.lines(ref, first);
    return this.eachLine(ref, first, second);
  }

  /** What becomes of the jobs of this folder from now on, whoever starts, ends or removes them. */
  events(options: { signal?: AbortSignal } = {}): AsyncGenerator<JobEvent> {
    checkObject(options, 'options', { signal: abortSignal });
    return watchJobs(this.state, options.signal);
  }

  private async need(ref: JobRef): Promise<Job> {
    const job = await lookAtJob(this.state, needId(this.state, ref));
    if (job === null) throw jobError('ERR_JOB_NOT_FOUND', 'the job was removed');
    return job;
  }

  private async *lines<P>(ref: JobRef, options: WatchLinesOptions<P>): AsyncGenerator<JobLine<P>> {
    checkWatch(options);
    yield* watchLines(this.state, await this.need(ref), options);
  }

  private async eachLine<P>(
    ref: JobRef,
    onLine: (line: JobLine<P>) => unknown,
    options: WatchLinesOptions<P>,
  ): Promise<Job> {
    const { id } = await this.need(ref);
    for await (const line of this.lines(id, options)) await onLine(line);
    return this.need(id);
  }
}

/** Opens a state folder, which is made where it is missing, for this user alone. `ERR_STATE_DIR` for one that is not safe. */
export function openJobs(options: OpenJobsOptions = {}): Jobs {
  checkObject(options, 'options', { state_dir: folderPath, cleanup_age_ms: ageCheck, redact_argv: callback });
  return new Jobs(options);
}
