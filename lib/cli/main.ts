#!/usr/bin/env node
import { Command, CommanderError } from 'commander';
import { openJobs } from '../jobs/index.js';
import { addEnds } from './end-verbs.js';
import { codeOfError, exitCode } from './exit-codes.js';
import { addLooks } from './look-verbs.js';
import { complain } from './output.js';
import { addRun } from './run-verb.js';

function leave(code: number): void {
  process.exitCode = code;
}

function build(): Command {
  const program = new Command('reeve');
  const open = () => {
    const { stateDir } = program.opts<{ stateDir?: string }>();
    return openJobs(stateDir === undefined ? {} : { state_dir: stateDir });
  };
  program
    .description('jobs that outlive whoever started them')
    .version((require('../../../package.json') as { version: string }).version)
    .option('--state-dir <folder>', 'where jobs are on record (default $REEVE_STATE_DIR, or the place of this system)')
    .enablePositionalOptions()
    .exitOverride()
    .showHelpAfterError('(reeve --help says more)');
  addRun(program, open, leave);
  addLooks(program, open, leave);
  addEnds(program, open, leave);
  return program;
}

// A command after a bare -- is run; -l is list, as in older tools.
function spelledOut(args: string[]): string[] {
  if (args[0] === '--') return ['run', ...args];
  if (args[0] === '-l') return ['list', ...args.slice(1)];
  return args;
}

async function main(args: string[]): Promise<void> {
  // Whoever reads may stop reading.
  process.stdout.on('error', (error: NodeJS.ErrnoException) => {
    if (error.code !== 'EPIPE') throw error;
  });
  try {
    await build().parseAsync(spelledOut(args), { from: 'user' });
  } catch (error) {
    if (error instanceof CommanderError) return leave(error.exitCode === 0 ? exitCode.ok : exitCode.usage);
    complain((error as Error).message);
    leave(codeOfError(error));
  }
}

void main(process.argv.slice(2));
