import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import type { Command } from 'commander';
import { capabilities } from 'reeve';
import { describe, expect, test } from 'vitest';
// @ts-expect-error: a script, without types
import { manualPage } from '../../scripts/man/page.mjs';
import { scratchJobs, startShell } from '../helpers/durable-jobs.js';
import { command, reeve } from '../helpers/reeve-command.js';
import { nodeEnvironment } from '../helpers/sanitizer.js';

const built = (file: string) => createRequire(import.meta.url)(join(dirname(command), file));
const { buildProgram } = built('program.js') as {
  buildProgram: (leave: () => void) => Command;
};
const { exitMeanings } = built('exit-codes.js') as { exitMeanings: [string, string][] };
const program = buildProgram(() => {});
const help = program.createHelp();
const words = built('completion-words.js').wordsOf(program);
const scripts: Record<string, string> = {
  bash: built('completion-bash.js').bashCompletion(words),
  zsh: built('completion-zsh.js').zshCompletion(words),
  fish: built('completion-fish.js').fishCompletion(words),
};

test.each(Object.keys(scripts))('reeve completion %s prints its script, and needs no state folder', async (shell) => {
  const said = await reeve({ state_dir: '/nonexistent' }, 'completion', shell);
  expect(said).toEqual({ code: 0, signal: null, out: scripts[shell], err: '' });
});

const inBash = (words: string[]) => words.map((word) => `'${word}'`).join(' ');

/** What bash would offer for the last word of each of these lines, by the script alone. */
function offeredFor(lines: string[][], state_dir = '/nonexistent'): string[][] {
  const asked = lines.map(
    (words) => `COMP_WORDS=(${inBash(words)}) COMP_CWORD=${words.length - 1}
      _reeve
      printf '%s\\n' "\${COMPREPLY[@]}" =`,
  );
  const own = `reeve() { '${process.execPath}' '${command}' "$@"; }`;
  const code = [scripts.bash, own, ...asked].join('\n');
  const env = { ...process.env, ...nodeEnvironment, REEVE_STATE_DIR: state_dir };
  const { stdout, stderr, status } = spawnSync('bash', ['-c', code], { encoding: 'utf8', env });
  expect(stderr).toBe('');
  expect(status).toBe(0);
  return stdout
    .split('=\n')
    .slice(0, -1)
    .map((words) => words.split('\n').filter((word) => word !== ''));
}

const offered = (words: string[], state_dir?: string) => offeredFor([words], state_dir)[0] ?? [];

describe('reeve completion bash', () => {
  test('offers every verb and every option that the program has, and no other', () => {
    const verbs = help.visibleCommands(program);
    expect(offered(['reeve', '']).sort()).toEqual(verbs.flatMap((verb) => [verb.name(), ...verb.aliases()]).sort());
    const own = verbs.filter((one) => one.name() !== 'help');
    const found = offeredFor(own.map((verb) => ['reeve', verb.name(), '-']));
    for (const [index, verb] of own.entries()) {
      const flags = help.visibleOptions(verb).flatMap(({ short, long }) => [short, long].filter((flag) => flag));
      expect(found[index]?.sort(), verb.name()).toEqual([...new Set(flags)].sort());
    }
  });

  test('what fits where the word stands', () => {
    const table: [string[], string[]][] = [
      [['reeve', 'sto'], ['stop']],
      [['reeve', '--state-dir', '/tmp', 'pru'], ['prune']],
      [
        ['reeve', 'list', '--status', 'c'],
        ['completed', 'cancelled'],
      ],
      [['reeve', 'ls', '--st'], ['--status']],
      [
        ['reeve', 'run', '--containment', ''],
        ['auto', 'cgroup', 'keeper', 'job'],
      ],
      [['reeve', 'run', '--name', 'x', '--reu'], ['--reuse']],
      [['reeve', 'run', '--name', ''], []],
      [['reeve', 'stop', '--signal', 'SIGHU'], ['SIGHUP']],
      [
        ['reeve', 'signal', 'one', 'SIGUSR'],
        ['SIGUSR1', 'SIGUSR2'],
      ],
      [['reeve', 'completion', 'f'], ['fish']],
      [['reeve', 'help', 'doc'], ['doctor']],
      [['reeve', 'run', '--cwd', '/us'], ['/usr']],
      [['reeve', 'run', '--stdin', '/etc/passw'], ['/etc/passwd']],
      [['reeve', 'show', 'one', ''], []],
    ];
    const found = offeredFor(table.map(([words]) => words));
    for (const [index, [words, wanted]] of table.entries()) {
      const fit = found[index]?.filter((word) => word !== '/etc/passwd-');
      expect(fit, words.join(' ')).toEqual(wanted);
    }
  });

  test('a command stands after -- and as the first word of run, files after it', () => {
    const [bare, long, short, file, own] = offeredFor([
      ['reeve', '--', 'prin'],
      ['reeve', 'run', '--wait', '--', 'prin'],
      ['reeve', 'run', 'prin'],
      ['reeve', 'run', '--', 'cat', '/etc/passw'],
      ['reeve', 'run', 'ls', '--na'],
    ]);
    for (const commands of [bare, long, short]) expect(commands).toContain('printf');
    expect(file).toContain('/etc/passwd');
    expect(own, 'options of the command itself').toEqual([]);
  });

  test.runIf(capabilities().keeper.available)('jobs are named by their names and ids', async () => {
    const jobs = scratchJobs();
    const { id } = await startShell(jobs, 'exec sleep 600', { name: 'server' });
    const [all, named] = offeredFor(
      [
        ['reeve', 'stop', ''],
        ['reeve', 'logs', '-n', '5', 'ser'],
      ],
      jobs.state_dir,
    );
    expect(all?.sort()).toEqual([id, 'server'].sort());
    expect(named).toEqual(['server']);
    expect(offered(['reeve', '--state-dir', jobs.state_dir, 'tree', id.slice(0, 4)])).toEqual([id]);
    expect((await reeve(jobs, 'completion', 'jobs')).out).toBe(`server\n${id}\n`);
  });

  test('a shell of another kind is wrong usage', async () => {
    expect(await reeve(scratchJobs(), 'completion', 'csh')).toMatchObject({ code: 2, out: '' });
  });
});

// What these shells make of it: cli-completion-shells.test.ts.
test.each(['zsh', 'fish'])('the script for %s has every verb and every option', (shell) => {
  for (const verb of help.visibleCommands(program)) {
    expect(scripts[shell]).toMatch(new RegExp(`\\b${verb.name()}\\b`));
    for (const { long } of help.visibleOptions(verb)) {
      expect(scripts[shell]).toMatch(shell === 'zsh' ? `${long}[` : ` -l ${long?.slice(2)} `);
    }
  }
});

describe('the manual page', () => {
  const page = join(dirname(command), '../../../man/reeve.1');

  test('is that of the program as it is', () => {
    expect(readFileSync(page, 'utf8')).toBe(manualPage(program, exitMeanings));
  });

  test.runIf(spawnSync('groff', ['--version']).status === 0)(
    'is read without a warning, and has every verb and exit code',
    () => {
      const { stdout, stderr } = spawnSync('groff', ['-man', '-ww', '-Tascii', '-P-c', page], { encoding: 'utf8' });
      expect(stderr).toBe('');
      // Bold and underlined letters are struck twice.
      const text = stdout.split('\b').reduce((before, after) => before.slice(0, -1) + after);
      for (const verb of help.visibleCommands(program)) {
        if (verb.name() !== 'help') expect(text).toMatch(new RegExp(`^ +reeve ${verb.name()} `, 'm'));
      }
      for (const code of ['124', '125', '126, 127']) expect(text).toMatch(new RegExp(`^ +${code}\\b`, 'm'));
    },
  );

  test('docs/cli.md has every verb, every option of run, and the same exit codes', () => {
    const docs = readFileSync(join(dirname(command), '../../../docs/cli.md'), 'utf8');
    for (const verb of help.visibleCommands(program)) {
      if (verb.name() !== 'help') expect(docs).toContain(`\`reeve ${verb.name()}`);
      if (verb.name() !== 'run') continue;
      for (const { long } of help.visibleOptions(verb)) if (long !== '--help') expect(docs).toContain(`${long}`);
    }
    for (const [code] of exitMeanings) expect(docs).toContain(`\n| ${code} |`);
  });
});
