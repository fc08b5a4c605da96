import type { SpawnedInGroup, SpawnInGroupConfig } from 'reeve';
import { start } from './jobs.js';

/** A job whose standard output is held open: as long as one process of it lives, the pipe has no end. */
export interface HeldJob {
  job: SpawnedInGroup;
  /** The first line, which is how programs say they are ready. */
  line: string;
  /** The numbers in the first line. */
  pids: number[];
  /** Everything written so far. */
  text(): string;
  /** Resolves once no process has the output open: the kernel's word that all of the tree is gone. */
  gone: Promise<void>;
}

/** Starts a job and waits for its first line, keeping the pipe open for `gone`. */
export async function startHeld(config: SpawnInGroupConfig): Promise<HeldJob> {
  const job = start({ ...config, stdout: 'pipe' });
  const { stdout } = job;
  if (stdout === null) throw new Error('stdout is not a pipe');
  let text = '';
  const gone = new Promise<void>((resolve) => stdout.once('end', resolve));
  await new Promise<void>((resolve, reject) => {
    stdout.on('data', (chunk: Buffer) => {
      text += chunk.toString();
      if (text.includes('\n')) resolve();
    });
    stdout.once('end', () => reject(new Error(`the job ended without a line: '${text}'`)));
  });
  const line = text.slice(0, text.indexOf('\n'));
  return { job, line, pids: (line.match(/\d+/g) ?? []).map(Number), text: () => text, gone };
}
