// First, so that its folders are removed when the jobs in them have ended: hooks run from the last to the first.
import './scratch.js';
import { createInterface } from 'node:readline';
import type { Readable } from 'node:stream';
import { type SpawnedInGroup, type SpawnInGroupConfig, spawnInGroup, terminateTree } from 'reeve';
import { expect } from 'vitest';
import { afterEachTest } from './after-test.js';
import { expectValid } from './schemas.js';
import { system } from './system.js';

const started: SpawnedInGroup[] = [];

/** Starts a job whose record is checked against its schema and whose tree is ended after the test. */
export function start(config: SpawnInGroupConfig): SpawnedInGroup {
  const job = spawnInGroup(config);
  started.push(job);
  expectValid('spawn-in-group-result', job);
  return job;
}

/** The same, with its standard output piped; resolves at its first line, which is how programs say they are ready. */
export async function startReady(config: SpawnInGroupConfig): Promise<{ job: SpawnedInGroup; line: string }> {
  const job = start({ ...config, stdout: 'pipe' });
  return { job, line: await firstLine(job.stdout) };
}

/** The next line of a stream, which is closed afterwards. */
export async function firstLine(stream: Readable | null): Promise<string> {
  if (stream === null) throw new Error('the stream is not a pipe');
  for await (const line of createInterface({ input: stream })) {
    stream.destroy();
    return line;
  }
  throw new Error('the stream ended without a line');
}

/** All of a stream as text. */
export async function readAll(stream: Readable | null): Promise<string> {
  if (stream === null) throw new Error('the stream is not a pipe');
  const chunks: Buffer[] = [];
  for await (const chunk of stream) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks).toString();
}

afterEachTest(async () => {
  const jobs = started.splice(0);
  const living = system.watchTrees(jobs);
  for (const job of jobs) {
    for (const stream of [job.stdin, job.stdout, job.stderr]) stream?.destroy();
    const result = await terminateTree(job, { signal: 'SIGKILL', kill_timeout_ms: 8000 }).catch(
      (error: Error) => error,
    );
    const gone = 'code' in result && result.code === 'ERR_PROCESS_REUSED';
    if (!gone) expect(result, 'ending the tree after the test').toMatchObject({ exited: true });
  }
  if (jobs.length > 0) expect(living(), 'alive after the trees were ended').toEqual([]);
});
