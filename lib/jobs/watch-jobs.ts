import { type FSWatcher, watch } from 'node:fs';
import type { Job } from '../generated/types.js';
import { idsIn } from './job-files.js';
import { lookAtAll } from './list-jobs.js';
import { isOver, lookAtJob } from './look-at-job.js';
import type { StateFolder } from './state-folder.js';
import { waitDecided, waitJob } from './wait-job.js';

/**
 * What became of a job. `removed` has the job as it was last seen. The end of one that is removed in the same moment may
 * not be told.
 */
export interface JobEvent {
  type: 'started' | 'ended' | 'removed';
  job: Job;
}

// Where the file system tells nothing of changes.
const pause_ms = 1000;

/** Hears of the jobs of a state folder, whoever started them, and keeps what was heard until it is asked for. */
class JobWatch {
  private readonly known = new Map<string, Job | null>();
  private readonly queue: JobEvent[] = [];
  private wake: () => void = () => {};
  private changed = false;

  constructor(
    private readonly state: StateFolder,
    private readonly signal: AbortSignal,
  ) {}

  /** Jobs that are there from the start are no news, but the ends of those that live are. */
  async begin(): Promise<void> {
    for await (const jobs of lookAtAll(this.state)) for (const job of jobs) this.know(job, false);
  }

  change = (): void => {
    this.changed = true;
    this.wake();
  };

  private tell(type: JobEvent['type'], job: Job): void {
    if (this.known.has(job.id)) this.known.set(job.id, job);
    this.queue.push({ type, job });
    this.wake();
  }

  private know(job: Job, isNew: boolean): void {
    this.known.set(job.id, job);
    if (!isOver(job) || isNew) this.follow(job, isNew).catch(() => {}); // removed, or nobody listens any more
  }

  private async meet(id: string): Promise<void> {
    this.known.set(id, null);
    const job = await lookAtJob(this.state, id);
    if (job !== null) this.know(job, true);
  }

  private async follow(job: Job, isNew: boolean): Promise<void> {
    const begun = await waitDecided(this.state, job.id, { signal: this.signal });
    if (isNew && begun !== null) this.tell('started', begun);
    const end = await waitJob(this.state, job.id, { signal: this.signal });
    this.tell('ended', end);
  }

  private async compare(): Promise<void> {
    const now = new Set(idsIn(this.state));
    for (const id of now) if (!this.known.has(id)) await this.meet(id);
    for (const [id, job] of this.known) {
      if (now.has(id)) continue;
      this.known.delete(id);
      if (job !== null) this.tell('removed', job);
    }
  }

  async next(): Promise<JobEvent | null> {
    for (;;) {
      const event = this.queue.shift();
      if (event !== undefined) return event;
      if (this.signal.aborted) return null;
      if (this.changed) {
        this.changed = false;
        await this.compare();
        continue;
      }
      await new Promise<void>((resolve) => {
        this.wake = resolve;
        if (this.changed || this.queue.length > 0 || this.signal.aborted) resolve();
      });
    }
  }
}

/** null where no watcher is left: then the time tells. */
function watchFolder(path: string, onChange: () => void): FSWatcher | null {
  try {
    return watch(path, onChange).on('error', () => {});
  } catch {
    return null;
  }
}

/** Events of all jobs of the state folder, from now on, until the signal is aborted or the loop is left. */
export async function* watchJobs(state: StateFolder, signal: AbortSignal | undefined): AsyncGenerator<JobEvent> {
  signal?.throwIfAborted();
  const leaving = new AbortController();
  const leave = () => leaving.abort();
  const seen = new JobWatch(state, leaving.signal);
  const watcher = watchFolder(state.jobs, seen.change);
  const timer = setInterval(seen.change, pause_ms);
  leaving.signal.addEventListener('abort', seen.change, { once: true });
  signal?.addEventListener('abort', leave, { once: true });
  try {
    await seen.begin();
    for (let event = await seen.next(); event !== null; event = await seen.next()) yield event;
  } finally {
    signal?.removeEventListener('abort', leave);
    leave();
    clearInterval(timer);
    watcher?.close();
  }
}
