import type { Command } from 'commander';
import type { Jobs } from '../jobs/index.js';
import type { Context } from './context.js';
import { each, jobsArgument } from './each-job.js';
import { exitCode } from './exit-codes.js';
import { livingJob } from './living-job.js';
import { signal } from './option-values.js';
import { complain, print, printJson } from './output.js';
import { quoted } from './shell-words.js';

interface SignalOptions {
  all?: boolean;
  json?: boolean;
}

async function send(jobs: Jobs, ref: string, name: string | number, { all, json }: SignalOptions): Promise<number> {
  const result = await jobs.signal(ref, name, { to: all ? 'all' : 'first' });
  if (json) printJson(result);
  for (const { message } of [...result.failed, ...result.skipped_safety]) complain(message);
  for (const warning of result.warnings) complain(warning);
  return result.failed.length + result.skipped_safety.length > 0 ? exitCode.failure : exitCode.ok;
}

/** Prints a command that ends this job and no other, wherever and however much later it is run. */
async function printStop(jobs: Jobs, ref: string): Promise<void> {
  const { id } = await livingJob(jobs, ref);
  print(quoted(['reeve', '--state-dir', jobs.state_dir, 'stop', id]));
}

export function addSignals(program: Command, { open, leave }: Context): void {
  program
    .command('signal')
    .description('send a signal to the first process of a job, or to all of it; waits for nothing')
    .argument('<job>', 'its id, a beginning of that, or its name')
    .argument('<signal>', 'HUP, SIGHUP or its number', signal)
    .option('-a, --all', 'to every process of the job')
    .option('--json', 'print the result')
    .action(async (ref: string, name: string | number, options: SignalOptions) =>
      leave(await send(await open(), ref, name, options)),
    );
  program
    .command('killcmd')
    .description('print the command line that ends a job, and never another one')
    .argument(...jobsArgument)
    .action(async (refs: string[]) => {
      const jobs = await open();
      leave(await each(refs, { doing: 'looked at', act: (ref) => printStop(jobs, ref) }));
    });
}
