import { pipeline } from 'node:stream/promises';
import type { Jobs, ReadLogOptions } from '../jobs/index.js';

// Whoever reads has enough, or the copying was ended here.
const noFault = ['EPIPE', 'ERR_STREAM_PREMATURE_CLOSE', 'ABORT_ERR'];

/** Copies what a job wrote to the standard output, until there is no more or nobody reads it. */
export async function copyLog(jobs: Jobs, ref: string, options: ReadLogOptions, signal?: AbortSignal): Promise<void> {
  const log = jobs.attach(ref, options);
  signal?.addEventListener('abort', () => log.destroy(), { once: true });
  try {
    await pipeline(log, process.stdout, { end: false });
  } catch (error) {
    if (!noFault.includes((error as NodeJS.ErrnoException).code ?? '')) throw error;
  }
}
