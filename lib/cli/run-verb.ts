import { type Command, Option } from 'commander';
import type { Job, Jobs } from '../jobs/index.js';
import { type Context, primitives } from './context.js';
import { copyLog } from './copy-log.js';
import { codeOfError, codeOfJob, exitCode, signalNumber } from './exit-codes.js';
import { duration, keyValue, limit, portNumber, several, size, wholeNumber } from './option-values.js';
import { complain, print, printJson } from './output.js';
import { configOf, faultOf, type RunOptions } from './run-config.js';

async function toEnd(jobs: Jobs, job: Job, { tail, timeout }: RunOptions): Promise<Job> {
  const leave = new AbortController();
  const copying = tail ? copyLog(jobs, job.id, { follow: true }, leave.signal) : Promise.resolve();
  const end = await jobs.wait(job, timeout === undefined ? {} : { timeout_ms: timeout });
  // One that is over ends its log by itself; one that is not was waited for in vain.
  if (end.status === 'running' || end.status === 'pending') leave.abort();
  await copying;
  return end;
}

// A keeper writes down how its job ended within milliseconds.
const lastWords_ms = 5000;

/**
 * Waits until the job itself listens. One that does not in time is ended, since it was started in vain; what `--reuse` found
 * may be somebody else's and is left. Gives the code to end with, or null once it listens.
 */
async function untilReady(jobs: Jobs, job: Job, port: number, { readyTimeout, reuse }: RunOptions) {
  const { waitForPort } = await primitives();
  try {
    const { pid } = job;
    if (pid === null) throw new Error("what names its processes can't be read");
    await waitForPort({ ...job, pid }, port, readyTimeout === undefined ? {} : { timeout_ms: readyTimeout });
    return null;
  } catch (error) {
    complain(`job ${job.id} is not ready: ${(error as Error).message}`);
    // It may have ended by itself a moment before its keeper writes that down: to stop it then would cancel it.
    const hasEnded = (error as { code?: string }).code === 'ERR_PROCESS_ENDED';
    // A record that somebody removed meanwhile shows in what comes next.
    if (hasEnded) await jobs.wait(job, { timeout_ms: lastWords_ms }).catch(() => null);
    const end = reuse ? await jobs.get(job) : await jobs.stop(job);
    complain(`job ${job.id} is ${end === null ? 'removed' : end.status}; what it wrote: reeve logs ${job.id}`);
    const code = codeOfError(error);
    return code === exitCode.timedOut ? code : exitCode.failure;
  }
}

async function run(jobs: Jobs, argv: string[], options: RunOptions): Promise<number> {
  let job: Job;
  try {
    job = await jobs.start(configOf(argv, options));
  } catch (error) {
    complain((error as Error).message);
    return codeOfError(error, true);
  }
  if (!options.json) complain(`job ${job.id}, pid ${job.pid}; log ${job.logs.stdout}; to end it: reeve stop ${job.id}`);
  if (options.readyPort !== undefined) {
    const code = await untilReady(jobs, job, options.readyPort, options);
    if (code !== null) return code;
  }
  if (!options.wait && !options.tail) {
    if (options.json) printJson(job);
    else print(job.id);
    return exitCode.ok;
  }
  const end = await toEnd(jobs, job, options);
  if (options.json) printJson(end);
  return codeOfJob(end, signalNumber);
}

async function runChecked(open: Context['open'], argv: string[], options: RunOptions): Promise<number> {
  const fault = faultOf(options);
  if (fault === null) return run(await open(), argv, options);
  complain(fault);
  return exitCode.usage;
}

const kinds = ['auto', 'cgroup', 'keeper', 'job'];

export function addRun(program: Command, { open, leave }: Context): void {
  program
    .command('run')
    .description('start a command that outlives this one; prints its id')
    .argument('<command...>', 'the command and its arguments, best after --')
    .option('--name <name>', 'a name that no other living job has')
    .option('--label <key=value>', 'a label to list by (several)', keyValue)
    .option('--cwd <folder>', 'its working directory')
    .option('--env <key=value>', 'a variable of its environment (several)', keyValue)
    .option('--unset <key>', 'a variable that it is not to have (several)', several)
    .option('--stdin <file>', 'what it reads (default: nothing)')
    .option(
      '--limit <what=value>',
      'what all of it may use: memory=512M, swap=0, pids=100, cpu=1.5, io=50 (several)',
      limit,
    )
    .addOption(new Option('--containment <kind>', 'what is to hold it together (default auto)').choices(kinds))
    .option('--kill-on-parent-exit', 'it ends with this command, in whatever way that ends; with --wait or --tail')
    .option('--log-max <size>', 'begin a new log file when one has so many bytes, 10M or the like', size)
    .option('--log-age <duration>', 'with --log-max: begin a new one after so long too, 1s or more', duration)
    .option('--log-keep <number>', 'how many full log files stay (default 1)', wholeNumber)
    .option('--log-timestamps', 'the time before each line of the log')
    .option('--reuse', 'where a living job has the name, that one')
    .option('--replace', 'where a living job has the name, stop that one first')
    .option('--ready-port <port>', 'go on once the job itself listens there; it is stopped if it does not', portNumber)
    .option('--ready-timeout <duration>', 'how long; then the exit code is 124 (default: for ever)', duration)
    .option('--wait', 'wait for its end and end with its exit code')
    .option('--tail', 'the same, and show what it writes; Ctrl-C leaves it running')
    .option('--timeout <duration>', 'how long to wait; then the exit code is 124 and it runs on', duration)
    .option('--json', 'print the record')
    .passThroughOptions()
    .action(async (argv: string[], options: RunOptions) => leave(await runChecked(open, argv, options)));
}
