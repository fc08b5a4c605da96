import { spawnSync } from 'node:child_process';
import { capabilities } from 'reeve';
import type { Job, Jobs } from 'reeve/jobs';
import { describe, expect, test } from 'vitest';
import { ended, scratchJobs, startShell, toldNumber } from '../helpers/durable-jobs.js';
import { reeve, reeveOnTerminal } from '../helpers/reeve-command.js';

const hasTerminals = spawnSync('script', ['-qec', 'true', '/dev/null']).status === 0;
/** A job that ignores SIGTERM by now. */
async function startStubborn(jobs: Jobs): Promise<Job> {
  const job = await startShell(jobs, 'trap "" TERM; echo $$; while :; do sleep 0.1; done');
  await toldNumber(job, /^(\d+)\n/);
  return job;
}

describe.runIf(capabilities().keeper.available && hasTerminals)('reeve on a terminal', () => {
  test('a long stop of several says how far it is, and wipes that away when it is done', async () => {
    const jobs = scratchJobs();
    const all = [await startStubborn(jobs), await startStubborn(jobs)];
    const shown = await reeveOnTerminal(jobs, 'stop', '--grace', '1500ms', ...all.map(({ id }) => id));
    expect(shown).toContain('reeve: stopping 0 of 2');
    expect(shown.endsWith('\r\x1b[K')).toBe(true);
  });

  test('the same elsewhere says nothing', async () => {
    const jobs = scratchJobs();
    const job = await startStubborn(jobs);
    expect(await reeve(jobs, 'stop', '--grace', '700ms', job.id)).toEqual({ code: 0, signal: null, out: '', err: '' });
  });

  test('what a job writes is not shown unless it is asked for, and is kept either way', async () => {
    const jobs = scratchJobs();
    const quiet = await reeveOnTerminal(jobs, 'run', '--wait', '--name', 'quiet', '--', 'echo', 'said');
    expect(quiet).not.toMatch(/^said/m);
    const loud = await reeveOnTerminal(jobs, 'run', '--tail', '--name', 'loud', '--', 'echo', 'said');
    expect(loud).toMatch(/^said/m);
    for (const name of ['quiet', 'loud']) {
      await ended(jobs, name);
      expect((await reeve(jobs, 'logs', name)).out).toBe('said\n');
    }
  });
});
