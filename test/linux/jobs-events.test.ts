import { capabilities } from 'reeve';
import type { JobEvent, Jobs } from 'reeve/jobs';
import { describe, expect, test } from 'vitest';
import { inProgram, scratchJobs, startShell } from '../helpers/durable-jobs.js';
import { expectValid } from '../helpers/schemas.js';

/** Takes events of one job until one of this type came. */
async function until(events: AsyncGenerator<JobEvent>, id: string, type: JobEvent['type']): Promise<string[]> {
  const types: string[] = [];
  for (;;) {
    const { value, done } = await events.next();
    if (done === true) throw new Error('the events ended');
    expectValid('job', value.job);
    if (value.job.id !== id) continue;
    types.push(`${value.type} ${value.job.status}`);
    if (value.type === type) return types;
  }
}

async function watching(jobs: Jobs, act: (events: AsyncGenerator<JobEvent>) => Promise<void>): Promise<void> {
  const leave = new AbortController();
  const events = jobs.events({ signal: leave.signal });
  try {
    await act(events);
  } finally {
    leave.abort();
    while (!(await events.next()).done);
  }
}

describe.runIf(capabilities().keeper.available)('events of durable jobs', () => {
  test('tell of the end of a job that was there, and of its removal', async () => {
    const jobs = scratchJobs();
    const job = await startShell(jobs, 'sleep 0.3; exit 2');
    await watching(jobs, async (events) => {
      expect(await until(events, job.id, 'ended')).toEqual(['ended failed']);
      await jobs.remove(job);
      expect(await until(events, job.id, 'removed')).toEqual(['removed failed']);
    });
  });

  test('tell of a job that another program starts, ends and removes', async () => {
    const jobs = scratchJobs();
    const first = await startShell(jobs, 'sleep 0.2');
    await watching(jobs, async (events) => {
      await until(events, first.id, 'ended');
      const code = `const job = await jobs.start({ argv: ['sleep', '600'] }); console.log(job.id);`;
      const id = (await inProgram(jobs, code)).trim();
      expect(await until(events, id, 'started')).toEqual(['started running']);
      await inProgram(jobs, 'await jobs.stop(args[0]);', [id]);
      expect(await until(events, id, 'ended')).toEqual(['ended cancelled']);
      await inProgram(jobs, 'await jobs.remove(args[0]);', [id]);
      expect(await until(events, id, 'removed')).toEqual(['removed cancelled']);
    });
  });

  test('are over when the signal is aborted, also before anything came', async () => {
    const jobs = scratchJobs();
    const leave = new AbortController();
    const events = jobs.events({ signal: leave.signal });
    const next = events.next();
    setImmediate(() => leave.abort());
    expect(await next).toEqual({ done: true, value: undefined });
  });
});
