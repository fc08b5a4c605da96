import { once } from 'node:events';
import { appendFileSync } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import type { Readable } from 'node:stream';
import { capabilities } from 'reeve';
import { describe, expect, test } from 'vitest';
import { ended, scratchJobs, seen, startShell } from '../helpers/durable-jobs.js';
import { reeve, startReeve } from '../helpers/reeve-command.js';
import { scratchFolder } from '../helpers/scratch.js';

/** Its lines, one for each call. */
function linesOf(stream: Readable): () => Promise<string> {
  const lines = createInterface({ input: stream })[Symbol.asyncIterator]();
  return async () => {
    const { value, done } = await lines.next();
    if (done) throw new Error('it ended without another line');
    return value;
  };
}

describe.runIf(capabilities().keeper.available)('reeve watch and list --watch', () => {
  test('watch shows lines as they come, each drawing of a progress as one, and ends with the job', async () => {
    const jobs = scratchJobs();
    const pace = join(scratchFolder(), 'pace');
    appendFileSync(pace, '');
    const job = await jobs.start({ argv: ['tail', '-f', pace] });
    const watching = startReeve(jobs, 'watch', '-n', '5', job.id);
    const line = linesOf(watching.stdout);
    appendFileSync(pace, 'load 50%\rload 100%\rdone\n');
    expect([await line(), await line(), await line()]).toEqual(['load 50%', 'load 100%', 'done']);
    appendFileSync(pace, 'more\n');
    expect(await line()).toBe('more');
    const over = once(watching, 'exit');
    await jobs.kill(job);
    expect(await over).toEqual([0, null]);
  });

  test('watch tells what is new, and of a job that is over no more than was asked for', async () => {
    const jobs = scratchJobs();
    const job = await startShell(jobs, 'seq 5; echo wrong >&2');
    await ended(jobs, job);
    expect(await reeve(jobs, 'watch', job.id)).toEqual({ code: 0, signal: null, out: '', err: '' });
    expect((await reeve(jobs, 'watch', '-n', '2', '--stdout', job.id)).out).toBe('4\n5\n');
    expect((await reeve(jobs, 'watch', '-n', '2', '--stderr', job.id)).out).toBe('wrong\n');
    expect(await reeve(jobs, 'watch', 'nobody')).toMatchObject({ code: 3 });
    expect(await reeve(jobs, 'watch', '--stdout', '--stderr', job.id)).toMatchObject({ code: 2 });
  });

  test('nobody who reads any more ends the watching, and not the job', async () => {
    const jobs = scratchJobs();
    const job = await startShell(jobs, 'while :; do echo more; done', { logs: { stderr: 'ignore' } });
    const watching = startReeve(jobs, 'watch', job.id);
    await once(watching.stdout, 'data');
    watching.stdout.destroy();
    expect(await once(watching, 'exit')).toEqual([0, null]);
    expect(await seen(jobs, job)).toMatchObject({ status: 'running' });
    await jobs.kill(job);
  });

  test('list --watch shows the jobs again when one starts, ends and is removed, until nobody reads', async () => {
    const jobs = scratchJobs();
    const watching = startReeve(jobs, 'list', '--watch', '--json');
    const line = linesOf(watching.stdout);
    const statuses = async () => JSON.parse(await line()).map(({ status }: { status: string }) => status);
    const reach = async (wanted: string[]) => {
      while (JSON.stringify(await statuses()) !== JSON.stringify(wanted));
    };
    await reach([]);
    const job = await startShell(jobs, 'exec sleep 600');
    await reach(['running']);
    await jobs.stop(job);
    await reach(['cancelled']);
    await jobs.remove(job);
    await reach([]);
    // It may have ended before the start is over.
    const over = once(watching, 'exit');
    watching.stdout.destroy();
    await startShell(jobs, 'exit 0');
    expect(await over).toEqual([0, null]);
  });
});
