import type { Command } from 'commander';
import type { Job, Jobs, PruneJobsOptions } from '../jobs/index.js';
import { codeOfError, codeOfJob, exitCode } from './exit-codes.js';
import { duration, several } from './option-values.js';
import { complain, print, printJson, table } from './output.js';
import { signalNumber } from './run-verb.js';

interface ManyOptions {
  json?: boolean;
}

/** Does this for each at the same time; the highest code of all. What failed for one is said, and fails no other. */
async function each(
  refs: string[],
  { json }: ManyOptions,
  act: (ref: string) => Promise<Job | undefined>,
  code: (job: Job) => number = () => exitCode.ok,
): Promise<number> {
  const codes = await Promise.all(
    refs.map(async (ref) => {
      try {
        const job = await act(ref);
        if (job !== undefined && json) printJson(job);
        return job === undefined ? exitCode.ok : code(job);
      } catch (error) {
        complain(`${ref}: ${(error as Error).message}`);
        return codeOfError(error);
      }
    }),
  );
  return Math.max(...codes);
}

interface PruneOptions extends ManyOptions {
  olderThan?: number;
  status?: Job['status'][];
  dryRun?: boolean;
}

async function prune(jobs: Jobs, { olderThan, status, dryRun, json }: PruneOptions): Promise<number> {
  const options: PruneJobsOptions = {
    ...(olderThan !== undefined && { older_than_ms: olderThan }),
    ...(status !== undefined && { status }),
    ...(dryRun !== undefined && { dry_run: dryRun }),
  };
  const result = await jobs.prune(options);
  if (json) printJson(result);
  else if (dryRun) print(table(result.removed));
  else print(`${result.removed.length} removed`);
  for (const { id, error } of result.failed) complain(`${id}: ${error.message}`);
  return result.failed.length > 0 ? exitCode.failure : exitCode.ok;
}

const jobsArgument = ['<job...>', 'ids, beginnings of those, or names'] as const;

export function addEnds(program: Command, open: () => Jobs, leave: (code: number) => void): void {
  program
    .command('wait')
    .description('wait until jobs are over; ends with their highest exit code')
    .argument(...jobsArgument)
    .option('--timeout <duration>', 'how long; then the exit code is 124', duration)
    .option('--json', 'print the records')
    .action(async (refs: string[], { timeout, ...options }: ManyOptions & { timeout?: number }) => {
      const jobs = open();
      const limits = timeout === undefined ? {} : { timeout_ms: timeout };
      leave(
        await each(
          refs,
          options,
          (ref) => jobs.wait(ref, limits),
          (job) => codeOfJob(job, signalNumber),
        ),
      );
    });
  program
    .command('stop')
    .description('ask all of a job to end, and end what is left after a grace time')
    .argument(...jobsArgument)
    .option('--grace <duration>', 'the grace time (default 10s)', duration)
    .option('--signal <signal>', 'what to ask with (default SIGTERM)')
    .option('--json', 'print the records')
    .action(
      async (refs: string[], { grace, signal, ...options }: ManyOptions & { grace?: number; signal?: string }) => {
        const jobs = open();
        const how = {
          ...(grace !== undefined && { grace_timeout_ms: grace }),
          ...(signal !== undefined && { signal }),
        };
        leave(await each(refs, options, (ref) => jobs.stop(ref, how)));
      },
    );
  program
    .command('kill')
    .description('end all of a job without asking')
    .argument(...jobsArgument)
    .option('--json', 'print the records')
    .action(async (refs: string[], options: ManyOptions) => {
      const jobs = open();
      leave(await each(refs, options, (ref) => jobs.kill(ref)));
    });
  program
    .command('rm')
    .description('remove the records and logs of jobs that are over')
    .argument(...jobsArgument)
    .action(async (refs: string[]) => {
      const jobs = open();
      leave(await each(refs, {}, (ref) => jobs.remove(ref).then(() => undefined)));
    });
  program
    .command('prune')
    .description('remove the records and logs of all jobs that are over')
    .option('--older-than <duration>', 'only of those that were over for so long', duration)
    .option('--status <status>', 'only with this status (several: one of them)', several)
    .option('--dry-run', 'only say which')
    .option('--json', 'print the result')
    .action(async (options: PruneOptions) => leave(await prune(open(), options)));
}
