import type { Command } from 'commander';
import type { Job, Jobs, PruneJobsOptions } from '../jobs/index.js';
import type { Context } from './context.js';
import { each, jobsArgument } from './each-job.js';
import { codeOfJob, exitCode, signalNumber } from './exit-codes.js';
import { table } from './job-table.js';
import { statusesOver, statusOption } from './look-verbs.js';
import { duration, signal } from './option-values.js';
import { complain, print, printJson } from './output.js';
import { Progress } from './progress.js';

interface ManyOptions {
  json?: boolean;
}

interface PruneOptions extends ManyOptions {
  olderThan?: number;
  status?: Job['status'][];
  dryRun?: boolean;
}

async function prune(jobs: Jobs, { olderThan, status, dryRun, json }: PruneOptions): Promise<number> {
  const progress = new Progress('removing');
  const options: PruneJobsOptions = {
    progress: (removed, chosen) => progress.reach(removed, chosen),
    ...(olderThan !== undefined && { older_than_ms: olderThan }),
    ...(status !== undefined && { status }),
    ...(dryRun !== undefined && { dry_run: dryRun }),
  };
  const result = await jobs.prune(options).finally(() => progress.end());
  if (json) printJson(result);
  else if (dryRun) print(table(result.removed));
  else print(`${result.removed.length} removed`);
  for (const { id, error } of result.failed) complain(`${id}: ${error.message}`);
  return result.failed.length > 0 ? exitCode.failure : exitCode.ok;
}

export function addEnds(program: Command, { open, leave }: Context): void {
  program
    .command('wait')
    .description('wait until jobs are over; ends with their highest exit code')
    .argument(...jobsArgument)
    .option('--timeout <duration>', 'how long; then the exit code is 124', duration)
    .option('--json', 'print the records')
    .action(async (refs: string[], { timeout, ...options }: ManyOptions & { timeout?: number }) => {
      const jobs = await open();
      const limits = timeout === undefined ? {} : { timeout_ms: timeout };
      leave(
        await each(refs, {
          ...options,
          doing: 'waited for',
          act: (ref) => jobs.wait(ref, limits),
          code: (job) => codeOfJob(job, signalNumber),
        }),
      );
    });
  program
    .command('stop')
    .description('ask all of a job to end, and end what is left after a grace time')
    .argument(...jobsArgument)
    .option('--grace <duration>', 'the grace time (default 10s)', duration)
    .option('--signal <signal>', 'what to ask with (default SIGTERM)', signal)
    .option('--json', 'print the records')
    .action(
      async (
        refs: string[],
        { grace, signal, ...options }: ManyOptions & { grace?: number; signal?: string | number },
      ) => {
        const jobs = await open();
        const how = {
          ...(grace !== undefined && { grace_timeout_ms: grace }),
          ...(signal !== undefined && { signal }),
        };
        leave(await each(refs, { ...options, doing: 'stopping', act: (ref) => jobs.stop(ref, how) }));
      },
    );
  program
    .command('kill')
    .description('end all of a job without asking')
    .argument(...jobsArgument)
    .option('--json', 'print the records')
    .action(async (refs: string[], options: ManyOptions) => {
      const jobs = await open();
      leave(await each(refs, { ...options, doing: 'killing', act: (ref) => jobs.kill(ref) }));
    });
  program
    .command('rm')
    .description('remove the records and logs of jobs that are over')
    .argument(...jobsArgument)
    .action(async (refs: string[]) => {
      const jobs = await open();
      leave(await each(refs, { doing: 'removing', act: (ref) => jobs.remove(ref) }));
    });
  program
    .command('prune')
    .description('remove the records and logs of all jobs that are over')
    .option('--older-than <duration>', 'only of those that were over for so long', duration)
    .addOption(statusOption('only with this status (several: one of them)', statusesOver))
    .option('--dry-run', 'only say which')
    .option('--json', 'print the result')
    .action(async (options: PruneOptions) => leave(await prune(await open(), options)));
}
