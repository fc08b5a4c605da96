import { type FSWatcher, watch } from 'node:fs';
import type { Job } from '../generated/types.js';
import type { LogName, LogPlan } from './log-plan.js';
import { RotatedLog } from './rotated-log.js';
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
  private readonly watchers = new Map<string, FSWatcher>();
  private readonly timer = setInterval(() => this.tell(), pause_ms);

  constructor(signal: AbortSignal) {
    signal.addEventListener('abort', () => this.tell(), { once: true });
  }

  /** The file that has this name now: a log's name goes to another file when one is full. */
  watch(path: string): void {
    try {
      this.watchers.get(path)?.close();
      this.watchers.set(
        path,
        watch(path, () => this.tell()).on('error', () => {}),
      );
    } catch {
      // No watcher is left, or no such file at this moment: the timer tells.
    }
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
    for (const watcher of this.watchers.values()) watcher.close();
  }
}

interface OpenLog {
  name: LogName;
  file: RotatedLog;
}

async function openAll({ logs, start, follow }: LogPlan, news: News): Promise<OpenLog[]> {
  const files: OpenLog[] = [];
  try {
    for (const { name, path } of logs) {
      const watchIt = () => {
        if (follow) news.watch(path);
      };
      files.push({ name, file: await RotatedLog.open(path, start, watchIt) });
      watchIt();
    }
  } catch (error) {
    for (const { file } of files) await file.close();
    throw error;
  }
  return files;
}

/** Reads on from each log until none has more. */
async function* readAll(files: OpenLog[], signal: AbortSignal): AsyncGenerator<LogPiece> {
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
  const news = new News(signal);
  const files = await openAll(plan, news).catch((error) => {
    news.close();
    throw error;
  });
  const ended = new AbortController();
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
