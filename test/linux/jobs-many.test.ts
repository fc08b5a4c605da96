import { cpSync, existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { capabilities } from 'reeve';
import { type Job, openJobs } from 'reeve/jobs';
import { describe, expect, test } from 'vitest';
import { ended, inProgram, remains, scratchJobs, seen, startShell } from '../helpers/durable-jobs.js';
import { atPace } from '../helpers/pace.js';
import { isSanitized } from '../helpers/sanitizer.js';
import { expectValid } from '../helpers/schemas.js';
import { watchWork } from './helpers/loop-turns.js';
import { clear, manyOver } from './helpers/many-over.js';

// Thousands of files and processes: on a busy machine a matter of minutes.
const patience_ms = 240_000;

describe.runIf(capabilities().keeper.available && !isSanitized)('many durable jobs', () => {
  test('A14: 1,000 started by 8 programs at once are all on record, and each exit code is known', {
    timeout: patience_ms,
  }, async () => {
    const jobs = scratchJobs();
    const code = `
      const wanted = Number(args[0]);
      const ids = [];
      const one = async () => {
        while (ids.length < 125) {
          const at = ids.push('') - 1;
          ids[at] = (await jobs.start({ argv: ['sh', '-c', 'exit ' + (at % 7)], labels: { by: args[0], code: String(at % 7) } })).id;
        }
      };
      await Promise.all([one(), one(), one(), one()]);
      console.log(ids.join(' '));`;
    const told = await Promise.all(
      Array.from({ length: 8 }, (_, by) => inProgram(jobs, code, [String(by)], [], patience_ms)),
    );
    const ids = told.flatMap((text) => text.trim().split(' '));
    expect(new Set(ids).size).toBe(1000);
    for (const id of ids) await jobs.wait(id);
    const all = await jobs.list();
    expect(all).toHaveLength(1000);
    for (const job of all) {
      expect(String(job.exit_code)).toBe(job.labels.code);
      expect(job.warnings).toEqual([]);
    }
    for (const job of all.slice(0, 20)) expectValid('job', job);
    expect(await jobs.list({ labels: { by: '3' } })).toHaveLength(125);
    expect((await jobs.prune()).removed).toHaveLength(1000);
    expect(remains(jobs)).toEqual([]);
  });

  test('A15: prune in a loop takes no log or record of a job that is being started', async () => {
    const jobs = scratchJobs();
    const pruner = openJobs({ state_dir: jobs.state_dir });
    let starting = true;
    let pruned = 0;
    const prunes = (async () => {
      while (starting) {
        await pruner.prune({ status: ['completed', 'orphaned', 'stale'] });
        pruned += 1;
      }
    })();
    const started: Job[] = [];
    for (let round = 0; round < 15 || pruned <= 5; round++) {
      const four = Array.from({ length: 4 }, () => startShell(jobs, 'echo said; exit 1'));
      started.push(...(await Promise.all(four)));
    }
    for (const job of started) expect(await ended(jobs, job)).toMatchObject({ status: 'failed', exit_code: 1 });
    starting = false;
    await prunes;
    expect(pruned).toBeGreaterThan(5);
    for (const job of started) expect(readFileSync(job.logs.stdout as string, 'utf8')).toBe('said\n');
    expect(await jobs.list()).toHaveLength(started.length);
  });

  test('10,000 on record are listed for a fraction of a second of processor time', {
    timeout: patience_ms,
  }, async () => {
    const jobs = scratchJobs();
    const end = await manyOver(jobs, 10_000);
    const code = `
      const lists = [];
      for (let times = 0; times < 2; times++) {
        const before = process.cpuUsage();
        const all = await jobs.list();
        const { user, system } = process.cpuUsage(before);
        lists.push([all.length, (user + system) / 1000]);
      }
      console.log(JSON.stringify(lists));`;
    const [[first, firstCpu_ms], [second, secondCpu_ms]] = JSON.parse(await inProgram(jobs, code, [], [], patience_ms));
    expect([first, second]).toEqual([10_000, 10_000]);
    expect(firstCpu_ms).toBeLessThan(atPace(2000));
    expect(secondCpu_ms).toBeLessThan(atPace(1000));
    const work = watchWork();
    expect(await jobs.list({ labels: { number: '77' } })).toHaveLength(1);
    const { longest_ms, turns } = work();
    expect(longest_ms).toBeLessThan(atPace(500));
    expect(turns).toBeGreaterThan(5);
    expect(existsSync(end.folder)).toBe(true);
    clear(jobs);
  });

  test('a state folder may be moved when its jobs are over', async () => {
    const jobs = scratchJobs();
    const job = await startShell(jobs, 'echo said');
    await ended(jobs, job);
    const moved = scratchJobs();
    cpSync(jobs.state_dir, moved.state_dir, { recursive: true });
    const found = await seen(moved, job.id);
    expect(found.folder).toBe(join(moved.state_dir, 'jobs', job.id));
    expect(readFileSync(found.logs.stdout as string, 'utf8')).toBe('said\n');
  });
});
