import { type FSWatcher, watch } from 'node:fs';
import type { Job } from '../generated/types.js';
import { LogFile } from './log-file.js';
import type { LogName, LogPlan } from './log-plan.js';
import type { StateFolder } from './state-folder.js';
import { waitJob } from './wait-job.js';

/** What was read of one log. */
export interface LogPiece {
  name: LogName;
  bytes: Buffer;
}

// Where a file system tells nothing of changes (NFS), and on Windows, where a file that is open tells late.
const pause_ms = 1000;

/** Tells that a log may have grown or that its job is over. News that comes while nobody waits is not lost. */
class News {
  private heard = false;
  private wake: () => void = () => {};
  private readonly watchers: FSWatcher[] = [];
  private readonly timer = setInterval(() => this.tell(), pause_ms);

  constructor(paths: string[], signal: AbortSignal) {
    for (const path of paths) {
      try {
        this.watchers.push(watch(path, () => this.tell()).on('error', () => {}));
      } catch {
        // No watcher is left: the timer tells.
      }
    }
    signal.addEventListener('abort', () => this.tell(), { once: true });
  }

  readonly tell = (): void => {
    this.heard = true;
    this.wake();
  };

  async next(): Promise<void> {
    if (!this.heard) {
      await new Promise<void>((resolve) => {
        this.wake = resolve;
      });
    }
    this.heard = false;
  }

  close(): void {
    clearInterval(this.timer);
    for (const watcher of this.watchers) watcher.close();
  }
}

async function openAll({ logs, start }: LogPlan): Promise<{ name: LogName; file: LogFile }[]> {
  const files: { name: LogName; file: LogFile }[] = [];
  try {
    for (const { name, path } of logs) files.push({ name, file: await LogFile.open(path, start) });
  } catch (error) {
    for (const { file } of files) await file.close();
    throw error;
  }
  return files;
}

/** Reads on from each log until none has more. */
async function* readAll(files: { name: LogName; file: LogFile }[], signal: AbortSignal): AsyncGenerator<LogPiece> {
  for (let found = true; found; ) {
    found = false;
    for (const { name, file } of files) {
      if (signal.aborted) return;
      const bytes = await file.read();
      if (bytes === null) continue;
      found = true;
      yield { name, bytes };
    }
  }
}

/**
 * Reads logs as they grow, to the job's end. That the job is over is heard of first and what it wrote is read after, so
 * the last line is never missed. Ends without a word when the signal is aborted.
 */
export async function* followLog(
  state: StateFolder,
  job: Job,
  plan: LogPlan,
  signal: AbortSignal,
): AsyncGenerator<LogPiece> {
  const files = await openAll(plan);
  const ended = new AbortController();
  const news = new News(plan.follow ? plan.logs.map(({ path }) => path) : [], signal);
  let over = !plan.follow;
  let failure: unknown;
  if (plan.follow) {
    waitJob(state, job.id, { signal: ended.signal })
      .catch((error) => {
        failure = error;
      })
      .finally(() => {
        over = true;
        news.tell();
      });
  }
  try {
    for (;;) {
      const last = over;
      yield* readAll(files, signal);
      if (signal.aborted) return;
      if (last) break;
      await news.next();
    }
    if (failure !== undefined) throw failure;
  } finally {
    ended.abort();
    news.close();
    for (const { file } of files) await file.close();
  }
}
