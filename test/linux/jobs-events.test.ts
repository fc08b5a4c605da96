import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { capabilities } from 'reeve';
import type { JobEvent, Jobs } from 'reeve/jobs';
import { describe, expect, test } from 'vitest';
import { ended, inProgram, scratchJobs, startShell } from '../helpers/durable-jobs.js';
import { expectValid } from '../helpers/schemas.js';
import { scratchFolder } from '../helpers/scratch.js';

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

/** Waits until they are told of: from then on none is missed. */
async function begun(jobs: Jobs, events: AsyncGenerator<JobEvent>): Promise<void> {
  let told = false;
  const first = events.next().then(() => {
    told = true;
  });
  while (!told) await ended(jobs, await startShell(jobs, 'exit 0'));
  await first;
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
    const gate = join(scratchFolder(), 'gate');
    const job = await startShell(jobs, 'until [ -e "$GATE" ]; do sleep 0.01; done; exit 2', { env: { GATE: gate } });
    await watching(jobs, async (events) => {
      await begun(jobs, events);
      writeFileSync(gate, '');
      expect(await until(events, job.id, 'ended')).toEqual(['ended failed']);
      await jobs.remove(job);
      expect(await until(events, job.id, 'removed')).toEqual(['removed failed']);
    });
  });

  test('tell of a job that another program starts, ends and removes', async () => {
    const jobs = scratchJobs();
    await watching(jobs, async (events) => {
      await begun(jobs, events);
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
