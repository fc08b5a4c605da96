// First, so that its folders are removed when the jobs in them have ended: hooks run from the last to the first.
import './scratch.js';
import { readdirSync, readFileSync, watch, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Job, type Jobs, type OpenJobsOptions, openJobs, type StartJobConfig } from 'reeve/jobs';
import { expect } from 'vitest';
import { afterEachTest } from './after-test.js';
import { runNode } from './node-program.js';
import { expectValid } from './schemas.js';
import { scratchFolder } from './scratch.js';
import { until } from './until.js';

const opened: Jobs[] = [];

// Node opens one descriptor for all watching of files with the first of it, and keeps it.
watch(tmpdir()).close();

/** The jobs of a state folder of the test's own; whatever lives of them is ended after the test. */
export function scratchJobs(options: OpenJobsOptions = {}): Jobs {
  const jobs = openJobs({ state_dir: join(scratchFolder(), 'state'), ...options });
  opened.push(jobs);
  return jobs;
}

/** Starts a shell script as a job whose record is checked against its schema. */
export async function startShell(jobs: Jobs, script: string, config: Partial<StartJobConfig> = {}): Promise<Job> {
  const job = await jobs.start({ argv: ['sh', '-c', script], ...config });
  expectValid('job', job);
  return job;
}

/** The job, checked against its schema; fails where there is none. */
export async function seen(jobs: Jobs, ref: string | Job): Promise<Job> {
  const job = await jobs.get(ref);
  if (job === null) throw new Error('there is no such job');
  expectValid('job', job);
  return job;
}

/** The job at its end, likewise. */
export async function ended(jobs: Jobs, ref: string | Job): Promise<Job> {
  const job = await jobs.wait(ref, { timeout_ms: 20_000 });
  expectValid('job', job);
  return job;
}

/**
 * Runs this code in another program, with `jobs` open on the same folder, to its end; gives what it printed. `under`: a
 * command that the program is started by. `patience_ms`: how long it may take, where that is more than usual.
 */
export async function inProgram(
  { state_dir }: Pick<Jobs, 'state_dir'>,
  code: string,
  args: string[] = [],
  under: string[] = [],
  patience_ms?: number,
): Promise<string> {
  const head = `import { openJobs } from 'reeve/jobs';\nconst [state_dir, ...args] = process.argv.slice(1);\n`;
  const program = `${head}const jobs = openJobs({ state_dir });\n${code}`;
  const {
    code: exit,
    stdout,
    stderr,
  } = await runNode(program, [state_dir, ...args], under, undefined, undefined, patience_ms);
  expect(stderr).toBe('');
  expect(exit).toBe(0);
  return stdout;
}

/** The number that this pattern's bracket finds in what a job wrote, once it is there. */
export function toldNumber({ logs }: Job, pattern: RegExp): Promise<number> {
  return until(`it told ${pattern}`, () => {
    const [, number] = pattern.exec(readFileSync(logs.stdout as string, 'utf8')) ?? [];
    return number === undefined ? null : Number(number);
  });
}

/** Changes a record in a job's folder by hand. */
export function edit<T>(job: Job, file: string, change: (record: T) => void): void {
  const path = join(job.folder, file);
  const record: T = JSON.parse(readFileSync(path, 'utf8'));
  change(record);
  writeFileSync(path, JSON.stringify(record));
}

/** What stands in the folder of jobs, other than whole jobs. */
export function remains(jobs: Jobs): string[] {
  return readdirSync(join(jobs.state_dir, 'jobs')).filter((name) => name.startsWith('.'));
}

afterEachTest(async () => {
  for (const jobs of opened.splice(0)) {
    for (const job of await jobs.list({ status: ['pending', 'running'] })) await jobs.kill(job).catch(() => {});
  }
});
