import { constants } from 'node:os';
import type { Command } from 'commander';
import type { Job, Jobs, StartJobConfig } from '../jobs/index.js';
import { copyLog } from './copy-log.js';
import { codeOfError, codeOfJob, exitCode } from './exit-codes.js';
import { duration, keyValue, several } from './option-values.js';
import { complain, print, printJson } from './output.js';

interface RunOptions {
  name?: string;
  label?: Record<string, string>;
  cwd?: string;
  env?: Record<string, string>;
  unset?: string[];
  reuse?: boolean;
  replace?: boolean;
  wait?: boolean;
  tail?: boolean;
  timeout?: number;
  json?: boolean;
}

export const signalNumber = (name: string): number | undefined =>
  (constants.signals as Record<string, number | undefined>)[name];

function configOf(argv: string[], { name, label, cwd, env, unset = [], reuse, replace }: RunOptions): StartJobConfig {
  const removed = Object.fromEntries(unset.map((variable) => [variable, null]));
  return {
    argv,
    labels: label ?? {},
    env: { ...removed, ...env },
    ...(name !== undefined && { name }),
    ...(cwd !== undefined && { cwd }),
    ...((reuse || replace) && { if_running: reuse ? 'reuse' : 'replace' }),
  };
}

async function toEnd(jobs: Jobs, job: Job, { tail, timeout }: RunOptions): Promise<Job> {
  const leave = new AbortController();
  const copying = tail ? copyLog(jobs, job.id, { follow: true }, leave.signal) : Promise.resolve();
  const end = await jobs.wait(job, timeout === undefined ? {} : { timeout_ms: timeout });
  // One that is over ends its log by itself; one that is not was waited for in vain.
  if (end.status === 'running' || end.status === 'pending') leave.abort();
  await copying;
  return end;
}

async function run(jobs: Jobs, argv: string[], options: RunOptions): Promise<number> {
  if (options.reuse && options.replace) {
    complain('--reuse and --replace exclude each other');
    return exitCode.usage;
  }
  let job: Job;
  try {
    job = await jobs.start(configOf(argv, options));
  } catch (error) {
    complain((error as Error).message);
    return codeOfError(error, true);
  }
  const stays = !options.wait && !options.tail;
  if (stays && options.json) printJson(job);
  if (stays && !options.json) print(job.id);
  if (!options.json) complain(`job ${job.id}, pid ${job.pid}; log ${job.logs.stdout}; to end it: reeve stop ${job.id}`);
  if (stays) return exitCode.ok;
  const end = await toEnd(jobs, job, options);
  if (options.json) printJson(end);
  return codeOfJob(end, signalNumber);
}

export function addRun(program: Command, open: () => Jobs, leave: (code: number) => void): void {
  program
    .command('run')
    .description('start a command that outlives this one; prints its id')
    .argument('<command...>', 'the command and its arguments, best after --')
    .option('--name <name>', 'a name that no other living job has')
    .option('--label <key=value>', 'a label to list by (several)', keyValue)
    .option('--cwd <folder>', 'its working directory')
    .option('--env <key=value>', 'a variable of its environment (several)', keyValue)
    .option('--unset <key>', 'a variable that it is not to have (several)', several)
    .option('--reuse', 'where a living job has the name, that one')
    .option('--replace', 'where a living job has the name, stop that one first')
    .option('--wait', 'wait for its end and end with its exit code')
    .option('--tail', 'the same, and show what it writes; Ctrl-C leaves it running')
    .option('--timeout <duration>', 'how long to wait; then the exit code is 124 and it runs on', duration)
    .option('--json', 'print the record')
    .passThroughOptions()
    .action(async (argv: string[], options: RunOptions) => leave(await run(open(), argv, options)));
}
