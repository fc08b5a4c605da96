import { Argument, type Command } from 'commander';
import type { Jobs } from '../jobs/index.js';
import { bashCompletion } from './completion-bash.js';
import { fishCompletion } from './completion-fish.js';
import { wordsOf } from './completion-words.js';
import { zshCompletion } from './completion-zsh.js';
import type { Context } from './context.js';
import { exitCode } from './exit-codes.js';

const scripts = { bash: bashCompletion, zsh: zshCompletion, fish: fishCompletion };

/** What a job may be named by, a word a line: the names, and the ids. */
async function jobWords(jobs: Jobs): Promise<string> {
  const all = await jobs.list();
  const names = new Set(all.map(({ name }) => name).filter((name) => name !== null));
  return [...names, ...all.map(({ id }) => id)].map((word) => `${word}\n`).join('');
}

export function addCompletion(program: Command, { open, leave }: Context): void {
  program
    .command('completion')
    .description('print the completion script for a shell; jobs: the words that name jobs, which the scripts ask for')
    .addArgument(new Argument('<what>', 'which').choices([...Object.keys(scripts), 'jobs']))
    .action(async (what: keyof typeof scripts | 'jobs') => {
      process.stdout.write(what === 'jobs' ? await jobWords(await open()) : scripts[what](wordsOf(program)));
      leave(exitCode.ok);
    });
}
