import type { SpawnInGroupConfig } from 'reeve';
import { expect, test } from 'vitest';
import { inChild } from './helpers/child-script.js';
import { refusal } from './helpers/error-record.js';
import { readAll, start } from './helpers/jobs.js';
import { idle, nodeRuns, program } from './helpers/programs.js';
import { nodeEnvironment } from './helpers/sanitizer.js';
import { scratchFolder } from './helpers/scratch.js';

interface Seen {
  argv: string[];
  argv0: string;
  env: Record<string, string>;
  cwd: string;
}

const show = `const { argv, argv0, env } = process;
  process.stdout.write(JSON.stringify({ argv: argv.slice(1), argv0, env, cwd: process.cwd() }))`;

/** What a program says of itself that was started so. */
async function seenBy(config: Omit<SpawnInGroupConfig, 'argv'>, ...args: string[]) {
  const job = start({ argv: nodeRuns(show, ...args), stdout: 'pipe', ...config });
  return { job, seen: JSON.parse(await readAll(job.stdout)) as Seen };
}

test('arguments arrive as they were given', async () => {
  const odd = [
    ...[
      '',
      ' ',
      'a b',
      '"',
      "'",
      '$HOME',
      '%PATH%',
      '^',
      '&',
      '|',
      '<',
      '!x!',
      '\\',
      '\\\\',
      'ends in \\',
      '\\"',
      '"\\',
    ],
    ...['line\nline', 'tab\t', 'žluť 日本 🎏', '*', '?', '-', '--', 'x'.repeat(4096), ''],
  ];
  // What follows `--` is not Node's.
  const { seen } = await seenBy({}, '--', ...odd);
  expect(seen.argv).toEqual(odd);
});

test('argv0 changes what the program is called, not which is run', async () => {
  const { seen } = await seenBy({ argv0: 'a name of its own' });
  expect(seen.argv0).toBe('a name of its own');
});

test('env adds to the environment, replaces in it, and null removes from it', async () => {
  process.env.REEVE_SHOWN = 'before';
  process.env.REEVE_HIDDEN = 'before';
  const { seen } = await seenBy({ env: { REEVE_SHOWN: 'a=b "c" \n日本', REEVE_HIDDEN: null, REEVE_EMPTY: '' } });
  delete process.env.REEVE_SHOWN;
  delete process.env.REEVE_HIDDEN;
  expect(seen.env).toMatchObject({ REEVE_SHOWN: 'a=b "c" \n日本', REEVE_EMPTY: '', PATH: process.env.PATH });
  expect(Object.keys(seen.env)).not.toContain('REEVE_HIDDEN');
});

test('the token cannot be taken out of a job by env', async () => {
  const { job, seen } = await seenBy({ env: { REEVE_TREE: null, ...nodeEnvironment } });
  expect(seen.env.REEVE_TREE?.split(':').pop()).toBe(job.containment.cookie);
});

test('the token of a job inside a job stands behind that of the outer one', async () => {
  const { answer } = await inChild(
    async (reeve, path) => {
      const job = reeve.spawnInGroup({ argv: [path], stdout: 'pipe' });
      await new Promise((resolve) => job.stdout?.once('data', resolve)); // it is that program by then
      job.stdout?.destroy();
      const tree = reeve.getProcess(job, { include_env: true }).env?.REEVE_TREE;
      await reeve.terminateTree(job, { signal: 'SIGKILL' });
      return { tree, cookie: job.containment.cookie };
    },
    program('sleeper'),
    { env: { REEVE_TREE: 'aaaaaaaaaaaaaaaaaaaaaaaa' } },
  );
  expect(answer.tree).toBe(`aaaaaaaaaaaaaaaaaaaaaaaa:${answer.cookie}`);
});

test('cwd is where the job starts', async () => {
  const folder = scratchFolder();
  expect((await seenBy({ cwd: folder })).seen.cwd).toBe(folder);
  expect((await seenBy({})).seen.cwd).toBe(process.cwd());
});

test('a NUL in an argument or a variable is refused, not cut off', () => {
  expect(refusal(() => start({ argv: [...idle, 'a\0b'] })).code).toBe('ERR_INVALID_ARG');
  expect(refusal(() => start({ argv: idle, env: { A: 'a\0b' } })).code).toBe('ERR_INVALID_ARG');
});
