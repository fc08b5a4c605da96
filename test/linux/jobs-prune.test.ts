import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { capabilities } from 'reeve';
import { type Job, openJobs } from 'reeve/jobs';
import { describe, expect, test } from 'vitest';
import type { JobSpec } from '../../lib/generated/types.js';
import { edit, ended, scratchJobs, seen, startShell } from '../helpers/durable-jobs.js';
import { refusal } from '../helpers/refusal.js';
import { expectValid } from '../helpers/schemas.js';
import { scratchFolder } from '../helpers/scratch.js';

const hour_ms = 3_600_000;

/** Has it that this job was over two hours ago. */
function age(job: Job): void {
  edit<Job>(job, 'summary.json', (summary) => {
    summary.ended_unix_ms = (summary.ended_unix_ms as number) - 2 * hour_ms;
  });
}

describe.runIf(capabilities().keeper.available)('cleaning up durable jobs', () => {
  test('A20: by age: those that were over for so long, and none that lives, however old', async () => {
    const jobs = scratchJobs();
    const old = await startShell(jobs, 'echo old');
    const fresh = await startShell(jobs, 'echo fresh');
    const living = await startShell(jobs, 'exec sleep 600');
    await Promise.all([ended(jobs, old), ended(jobs, fresh)]);
    age(old);
    edit<JobSpec>(living, 'spec.json', (spec) => {
      spec.created_unix_ms -= 10 * hour_ms;
    });
    expect((await jobs.prune({ older_than_ms: 3 * hour_ms })).removed).toEqual([]);
    const tried = await jobs.prune({ older_than_ms: hour_ms, dry_run: true });
    expect(tried).toMatchObject({ dry_run: true, removed: [{ id: old.id }] });
    expect(existsSync(old.folder)).toBe(true);
    const pruned = await openJobs({ state_dir: jobs.state_dir, cleanup_age_ms: hour_ms }).prune();
    expectValid('prune-jobs-result', pruned);
    expect(pruned.removed.map(({ id }) => id)).toEqual([old.id]);
    expect(existsSync(old.folder)).toBe(false);
    expect((await jobs.list()).map(({ id }) => id).sort()).toEqual([fresh.id, living.id].sort());
  });

  test('A20: by status, and each with its logs', async () => {
    const jobs = scratchJobs();
    const good = await startShell(jobs, 'echo said');
    const bad = await startShell(jobs, 'exit 1');
    await Promise.all([ended(jobs, good), ended(jobs, bad)]);
    expect((await jobs.prune({ status: 'failed' })).removed).toMatchObject([{ id: bad.id }]);
    expect(readFileSync((await seen(jobs, good)).logs.stdout as string, 'utf8')).toBe('said\n');
    await jobs.remove(good);
    expect(existsSync(good.folder)).toBe(false);
  });

  test('a file that a record names as its log is not removed with it, wherever it is', async () => {
    const jobs = scratchJobs();
    const precious = join(scratchFolder(), 'precious');
    writeFileSync(precious, 'x');
    const job = await startShell(jobs, 'true');
    await jobs.wait(job);
    edit<JobSpec>(job, 'spec.json', (spec) => {
      spec.logs.stdout = precious;
    });
    edit<Job>(job, 'summary.json', (summary) => {
      summary.logs = { stdout: precious, stderr: precious };
    });
    expect((await seen(jobs, job)).logs.stdout).toBe(precious);
    expect((await jobs.prune()).removed).toHaveLength(1);
    expect(readFileSync(precious, 'utf8')).toBe('x');
  });

  test('progress is told after each that was chosen, and of none in a dry run', async () => {
    const jobs = scratchJobs();
    for (const job of [await startShell(jobs, 'exit 0'), await startShell(jobs, 'exit 3')]) await ended(jobs, job);
    await startShell(jobs, 'exec sleep 600');
    const told: [number, number][] = [];
    const progress = (...far: [number, number]) => told.push(far);
    expectValid('prune-jobs-result', await jobs.prune({ dry_run: true, progress }));
    expect(told).toEqual([]);
    expect((await jobs.prune({ progress })).removed).toHaveLength(2);
    expect(told).toEqual([
      [1, 2],
      [2, 2],
    ]);
    expect(await refusal(() => jobs.prune({ progress: 'loud' as never }))).toMatchObject({ code: 'ERR_INVALID_ARG' });
  });
});
