#!/usr/bin/env node
import { CommanderError } from 'commander';
import { codeOfError, exitCode } from './exit-codes.js';
import { complain } from './output.js';
import { buildProgram } from './program.js';

function leave(code: number): void {
  process.exitCode = code;
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
    await buildProgram(leave).parseAsync(spelledOut(args), { from: 'user' });
  } catch (error) {
    if (error instanceof CommanderError) return leave(error.exitCode === 0 ? exitCode.ok : exitCode.usage);
    complain((error as Error).message);
    leave(codeOfError(error));
  }
}

void main(process.argv.slice(2));
