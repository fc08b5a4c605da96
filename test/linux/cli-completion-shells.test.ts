// Completions in zsh and fish themselves, where a machine has them.
import { spawnSync } from 'node:child_process';
import { chmodSync, writeFileSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { capabilities } from 'reeve';
import { describe, expect, test } from 'vitest';
import { scratchJobs, startShell } from '../helpers/durable-jobs.js';
import { command, reeve } from '../helpers/reeve-command.js';
import { nodeEnvironment } from '../helpers/sanitizer.js';
import { scratchFolder } from '../helpers/scratch.js';

const has = (shell: string) => spawnSync(shell, ['-c', 'exit 0']).status === 0;

/** A folder with the script for this shell, and `reeve` in it. */
async function preparedFor(shell: 'zsh' | 'fish'): Promise<string> {
  const folder = scratchFolder();
  writeFileSync(join(folder, 'script'), (await reeve(scratchJobs(), 'completion', shell)).out);
  writeFileSync(join(folder, 'reeve'), `#!/bin/sh\nexec '${process.execPath}' '${command}' "$@"\n`);
  chmodSync(join(folder, 'reeve'), 0o755);
  return folder;
}

function inShell(argv: [string, ...string[]], folder: string, state_dir: string): string {
  const [file, ...rest] = argv;
  const path = [folder, process.env.PATH].join(delimiter);
  const env = {
    ...process.env,
    ...nodeEnvironment,
    PATH: path,
    HOME: folder,
    TERM: 'dumb',
    REEVE_STATE_DIR: state_dir,
  };
  const { stdout, stderr, status } = spawnSync(file, rest, { encoding: 'utf8', env, timeout: 60_000 });
  expect(stderr).toBe('');
  expect(status).toBe(0);
  return stdout;
}

describe.runIf(has('fish'))('reeve completion fish', { timeout: 90_000 }, () => {
  /** What fish offers for the last word of a line, without what it says of each. */
  async function offered(line: string, state_dir: string): Promise<string[]> {
    const folder = await preparedFor('fish');
    const code = `source ${folder}/script; complete -C "${line}"`;
    const out = inShell(['fish', '--no-config', '-c', code], folder, state_dir);
    return out.split('\n').flatMap((row) => (row === '' ? [] : [row.split('\t')[0] as string]));
  }

  test.each([
    ['reeve sto', ['stop']],
    ['reeve run --rep', ['--replace']],
    ['reeve ls --status comp', ['completed']],
    ['reeve run --containment ke', ['keeper']],
    ['reeve stop --signal SIGHU', ['SIGHUP']],
    ['reeve completion f', ['fish']],
  ])('%s', async (line, wanted) => {
    expect(await offered(line, '/nonexistent')).toEqual(wanted);
  });

  test.runIf(capabilities().keeper.available)('jobs are named by their names and ids', async () => {
    const jobs = scratchJobs();
    const { id } = await startShell(jobs, 'exec sleep 600', { name: 'server' });
    expect((await offered('reeve stop ', jobs.state_dir)).sort()).toEqual([id, 'server'].sort());
  });
});

describe.runIf(has('zsh'))('reeve completion zsh', { timeout: 90_000 }, () => {
  // A shell on a terminal of its own: each line is typed, then Tab, then a key that writes down what the line is by then.
  const typing = `
    zmodload zsh/zpty
    zpty shell "zsh -f -i"
    zpty -w shell 'unsetopt prompt_cr prompt_sp beep list_beep; PS1= RPS1='
    zpty -w shell "autoload -Uz compinit; compinit -u -D; source $1/script"
    zpty -w shell "note() { print -r -- \\"\\$BUFFER\\" >> $1/lines; zle kill-buffer }; zle -N note; bindkey '^X' note"
    for line in "\${@:2}"; do zpty -w -n shell "$line"$'\\t\\C-x'; done
    until [[ -e $1/lines && $(wc -l < $1/lines) -ge $(($# - 1)) ]]; do zpty -r -t shell shown || sleep 0.01; done
    zpty -d shell
    cat $1/lines`;

  async function typed(lines: string[], state_dir = '/nonexistent'): Promise<string[]> {
    const folder = await preparedFor('zsh');
    return inShell(['zsh', '-f', '-c', typing, 'zsh', folder, ...lines], folder, state_dir)
      .slice(0, -1)
      .split('\n');
  }

  test('a word that only one thing begins with is completed', async () => {
    const table = [
      ['reeve sto', 'reeve stop '],
      ['reeve run --rep', 'reeve run --replace '],
      ['reeve ls --status comp', 'reeve ls --status completed '],
      ['reeve run --containment ke', 'reeve run --containment keeper '],
      ['reeve stop --signal SIGHU', 'reeve stop --signal SIGHUP '],
      ['reeve completion f', 'reeve completion fish '],
    ];
    const lines = await typed(table.map(([line]) => line as string));
    expect(lines).toEqual(table.map(([, whole]) => whole));
  });

  test.runIf(capabilities().keeper.available)('jobs are named by their names and ids', async () => {
    const jobs = scratchJobs();
    const { id } = await startShell(jobs, 'exec sleep 600', { name: 'server' });
    const lines = await typed(['reeve stop ser', `reeve logs ${id.slice(0, 6)}`], jobs.state_dir);
    expect(lines).toEqual(['reeve stop server ', `reeve logs ${id} `]);
  });
});
