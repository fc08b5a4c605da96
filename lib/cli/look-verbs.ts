import { type Command, Option } from 'commander';
import type { Job, Jobs } from '../jobs/index.js';
import type { Context } from './context.js';
import { copyLog } from './copy-log.js';
import { exitCode } from './exit-codes.js';
import { details, table } from './job-table.js';
import { watchList } from './list-watch.js';
import { keyValue, several, wholeNumber } from './option-values.js';
import { complain, print, printJson, printSlowly, readerGone } from './output.js';

interface ListOptions {
  status?: Job['status'][];
  label?: Record<string, string>;
  name?: string;
  watch?: boolean;
  json?: boolean;
}

async function list(jobs: Jobs, { status, label, name, watch, json = false }: ListOptions): Promise<number> {
  const filter = {
    ...(status !== undefined && { status }),
    ...(label !== undefined && { labels: label }),
    ...(name !== undefined && { name }),
  };
  if (watch) {
    await watchList(jobs, { filter, json });
    return exitCode.ok;
  }
  const found = await jobs.list(filter);
  if (json) printJson(found);
  else print(table(found));
  return exitCode.ok;
}

async function show(jobs: Jobs, ref: string, { json }: { json?: boolean }): Promise<number> {
  const job = await jobs.get(ref);
  if (job === null) {
    complain(`no job has the id or name '${ref}'`);
    return exitCode.notFound;
  }
  if (json) printJson(job);
  else print(details(job));
  return exitCode.ok;
}

interface LogOptions {
  follow?: boolean;
  lines?: number;
  stdout?: boolean;
  stderr?: boolean;
}

async function logs(jobs: Jobs, ref: string, { follow, lines, stdout, stderr }: LogOptions): Promise<number> {
  await copyLog(jobs, ref, {
    ...(follow !== undefined && { follow }),
    ...(lines !== undefined && { tail: lines }),
    ...(stdout && { stdout }),
    ...(stderr && { stderr }),
  });
  return exitCode.ok;
}

async function watch(jobs: Jobs, ref: string, { lines, stdout, stderr }: LogOptions): Promise<number> {
  const gone = readerGone();
  const wanted = { tail: lines ?? 0, signal: gone, ...(stdout && { stdout }), ...(stderr && { stderr }) };
  try {
    for await (const { line } of jobs.watch(ref, wanted)) await printSlowly(line, gone);
  } catch (error) {
    if (!gone.aborted) throw error;
  }
  return exitCode.ok;
}

const jobArgument = ['<job>', 'its id, a beginning of that, or its name'] as const;
export const statusesOver = ['completed', 'failed', 'cancelled', 'orphaned', 'stale'];

/** `--status`, with the words that it takes: the library checks them. */
export const statusOption = (text: string, words = ['pending', 'running', ...statusesOver]) =>
  new Option('--status <status>', text).choices(words).argParser(several);

const onlyStdout = () => new Option('--stdout', 'only its standard output').conflicts('stderr');

export function addLooks(program: Command, { open, leave }: Context): void {
  program
    .command('list')
    .alias('ls')
    .description('the jobs, the oldest first')
    .addOption(statusOption('only with this status (several: one of them)'))
    .option('--label <key=value>', 'only with this label (several: all of them)', keyValue)
    .option('--name <name>', 'only with this name')
    .option('-w, --watch', 'go on, and show them again whenever one starts, ends or is removed')
    .option('--json', 'print the records')
    .action(async (options: ListOptions) => leave(await list(await open(), options)));
  program
    .command('show')
    .description('all that is known of a job')
    .argument(...jobArgument)
    .option('--json', 'print the record')
    .action(async (ref: string, options: { json?: boolean }) => leave(await show(await open(), ref, options)));
  program
    .command('logs')
    .description('what a job wrote')
    .argument(...jobArgument)
    .option('-f, --follow', 'go on until it is over')
    .option('-n, --lines <number>', 'only the last lines', wholeNumber)
    .addOption(onlyStdout())
    .option('--stderr', 'only its standard error')
    .action(async (ref: string, options: LogOptions) => leave(await logs(await open(), ref, options)));
  program
    .command('watch')
    .description('what a job writes from now on, line by line, to its end; each drawing of a progress is a line')
    .argument(...jobArgument)
    .option('-n, --lines <number>', 'begin with so many lines that are there', wholeNumber)
    .addOption(onlyStdout())
    .option('--stderr', 'only its standard error')
    .action(async (ref: string, options: LogOptions) => leave(await watch(await open(), ref, options)));
}
