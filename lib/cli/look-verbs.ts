import { type Command, Option } from 'commander';
import type { Job, Jobs } from '../jobs/index.js';
import { copyLog } from './copy-log.js';
import { exitCode } from './exit-codes.js';
import { keyValue, several, wholeNumber } from './option-values.js';
import { complain, details, print, printJson, table } from './output.js';

interface ListOptions {
  status?: Job['status'][];
  label?: Record<string, string>;
  name?: string;
  json?: boolean;
}

async function list(jobs: Jobs, { status, label, name, json }: ListOptions): Promise<number> {
  const found = await jobs.list({
    ...(status !== undefined && { status }),
    ...(label !== undefined && { labels: label }),
    ...(name !== undefined && { name }),
  });
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

export function addLooks(program: Command, open: () => Jobs, leave: (code: number) => void): void {
  program
    .command('list')
    .alias('ls')
    .description('the jobs, the oldest first')
    .option('--status <status>', 'only with this status (several: one of them)', several)
    .option('--label <key=value>', 'only with this label (several: all of them)', keyValue)
    .option('--name <name>', 'only with this name')
    .option('--json', 'print the records')
    .action(async (options: ListOptions) => leave(await list(open(), options)));
  program
    .command('show')
    .description('all that is known of a job')
    .argument('<job>', 'its id, a beginning of that, or its name')
    .option('--json', 'print the record')
    .action(async (ref: string, options: { json?: boolean }) => leave(await show(open(), ref, options)));
  program
    .command('logs')
    .description('what a job wrote')
    .argument('<job>', 'its id, a beginning of that, or its name')
    .option('-f, --follow', 'go on until it is over')
    .option('-n, --lines <number>', 'only the last lines', wholeNumber)
    .addOption(new Option('--stdout', 'only its standard output').conflicts('stderr'))
    .option('--stderr', 'only its standard error')
    .action(async (ref: string, options: LogOptions) => leave(await logs(open(), ref, options)));
}
