import { Command } from 'commander';
import { addCompletion } from './completion-verb.js';
import type { Context } from './context.js';
import { addDoctor } from './doctor-verb.js';
import { addEnds } from './end-verbs.js';
import { addLooks } from './look-verbs.js';
import { addProcesses } from './process-verbs.js';
import { addRun } from './run-verb.js';
import { addSignals } from './signal-verbs.js';

/** The whole command: what it understands, which its help, completions and manual page are made from, and what it does. */
export function buildProgram(leave: Context['leave']): Command {
  const program = new Command('reeve');
  const open: Context['open'] = async () => {
    const { openJobs } = await import('../jobs/index.js');
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
  const context = { open, leave };
  for (const add of [addRun, addLooks, addEnds, addSignals, addProcesses, addDoctor, addCompletion]) {
    add(program, context);
  }
  return program;
}
